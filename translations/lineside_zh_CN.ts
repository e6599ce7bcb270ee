<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>AccessWords</name>
        <message>
            <source>viewer</source>
            <comment>role</comment>
            <translation>查看者</translation>
        </message>
        <message>
            <source>operator</source>
            <comment>role</comment>
            <translation>操作员</translation>
        </message>
        <message>
            <source>engineer</source>
            <comment>role</comment>
            <translation>工程师</translation>
        </message>
        <message>
            <source>administrator</source>
            <comment>role</comment>
            <translation>管理员</translation>
        </message>
        <message>
            <source>a viewer</source>
            <translation>查看者</translation>
        </message>
        <message>
            <source>an operator</source>
            <translation>操作员</translation>
        </message>
        <message>
            <source>an engineer</source>
            <translation>工程师</translation>
        </message>
        <message>
            <source>an administrator</source>
            <translation>管理员</translation>
        </message>
        <message>
            <source>Saying that something was seen</source>
            <translation>确认已看到</translation>
        </message>
        <message>
            <source>Keeping an alarm quiet</source>
            <translation>暂时静音报警</translation>
        </message>
        <message>
            <source>Rolling back</source>
            <translation>回退</translation>
        </message>
        <message>
            <source>Holding or ending a canary</source>
            <translation>暂停或结束金丝雀发布</translation>
        </message>
        <message>
            <source>Connecting a camera again</source>
            <translation>重新连接相机</translation>
        </message>
        <message>
            <source>Keeping an alarm quiet for a shift</source>
            <translation>在一个班次内静音报警</translation>
        </message>
        <message>
            <source>Offering a model</source>
            <translation>提供模型</translation>
        </message>
        <message>
            <source>Loading a model at once</source>
            <translation>立即加载模型</translation>
        </message>
        <message>
            <source>Comparing models</source>
            <translation>对比模型</translation>
        </message>
        <message>
            <source>Putting a model on air</source>
            <translation>让模型上线</translation>
        </message>
        <message>
            <source>Beginning a canary, and going on with it,</source>
            <translation>开始和继续金丝雀发布</translation>
        </message>
        <message>
            <source>Leaving safe mode</source>
            <translation>退出安全模式</translation>
        </message>
        <message>
            <source>Removing a model</source>
            <translation>删除模型</translation>
        </message>
        <message>
            <source>Changing a plan</source>
            <translation>更改计划</translation>
        </message>
        <message>
            <source>Changing a setting of the line</source>
            <translation>更改产线设置</translation>
        </message>
        <message>
            <source>Changing which files are trusted</source>
            <translation>更改信任哪些文件</translation>
        </message>
        <message>
            <source>Changing who may do what</source>
            <translation>更改谁可以做什么</translation>
        </message>
        <message>
            <source>%1 needs %2.</source>
            <comment>what is done, least role</comment>
            <translation>%1需要%2。</translation>
        </message>
        <message>
            <source>%1 Sign in and press again.</source>
            <comment>what it needs</comment>
            <translation>%1请登录后再按一次。</translation>
        </message>
        <message>
            <source>%1 You are %2. Have one sign in and press again.</source>
            <comment>what it needs, name and role</comment>
            <translation>%1您是 %2。请有权限的人登录后再按一次。</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>name, role</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Approved</source>
            <translation>批准</translation>
        </message>
        <message>
            <source>Reviewed</source>
            <translation>已审核</translation>
        </message>
        <message>
            <source>Emergency</source>
            <translation>紧急</translation>
        </message>
        <message>
            <source>%1 · %2 · %3</source>
            <comment>who signed, what it means, when</comment>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message numerus="yes">
            <source>The next one is looked at in %n s.</source>
            <translation>
                <numerusform>%n 秒后才会再检查。</numerusform>
            </translation>
        </message>
        <message>
            <source>That is not the PIN or password of this name. Try again.</source>
            <translation>这不是该姓名的 PIN 或密码。请重试。</translation>
        </message>
        <message>
            <source>That is not the PIN or password of this name. %1</source>
            <comment>when the next</comment>
            <translation>这不是该姓名的 PIN 或密码。%1</translation>
        </message>
        <message>
            <source>Try again now.</source>
            <translation>现在可以重试。</translation>
        </message>
        <message>
            <source>Too many wrong ones for this name. %1</source>
            <comment>when the next</comment>
            <translation>该姓名输错次数过多。%1</translation>
        </message>
        <message>
            <source>It could not be found out who you are (%1). Try again; the line runs on.</source>
            <comment>why</comment>
            <translation>无法确认您的身份（%1）。请重试；产线继续运行。</translation>
        </message>
        <message>
            <source>Saying which model or verdict is right</source>
            <translation>判断哪个模型或哪个判定正确</translation>
        </message>
        <message>
            <source>For %1: have one sign in first.</source>
            <comment>least role: an engineer</comment>
            <translation>仅限%1：先让其登录。</translation>
        </message>
        <message>
            <source>For %1: sign in first.</source>
            <comment>least role: an engineer</comment>
            <translation>仅限%1：先登录。</translation>
        </message>
        <message>
            <source>%1 Have one sign in first, then drop it here.</source>
            <comment>what it needs</comment>
            <translation>%1先让其登录，再拖放到这里。</translation>
        </message>
        <message>
            <source>%1 Sign in first, then drop it here.</source>
            <comment>what it needs</comment>
            <translation>%1先登录，再拖放到这里。</translation>
        </message>
    </context>
    <context>
        <name>ClassCell</name>
        <message>
            <source>%1 %</source>
            <comment>share</comment>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>CompareText</name>
        <message>
            <source>%1 · p50 %2 · p99 %3 · %4 boxes</source>
            <translation>%1 · p50 %2 · p99 %3 · %4 个框</translation>
        </message>
        <message>
            <source>No stations yet. Add one under Settings.</source>
            <translation>还没有工位。可在“设置”中添加。</translation>
        </message>
        <message>
            <source>%1 has no model on air, so there is nothing to compare with.</source>
            <translation>%1 没有在线模型，因此无从对比。</translation>
        </message>
        <message>
            <source>There is no other model in the library to compare with %1.</source>
            <translation>模型库中没有其他模型可与 %1 对比。</translation>
        </message>
        <message>
            <source>Choose B and start: it judges the same frames as %1. The line goes on with %1.</source>
            <translation>选择 B 并开始：它与 %1 检测相同的帧。产线继续使用 %1。</translation>
        </message>
        <message>
            <source>The comparison waits: %1 sends no picture since %2. The counts are kept.</source>
            <translation>对比等待中：%1 自 %2 起没有图像。计数保留。</translation>
        </message>
        <message>
            <source>Starting: %1 has judged no frame yet.</source>
            <translation>正在开始：%1 尚未检测任何帧。</translation>
        </message>
        <message>
            <source>Only partly comparable: B does not know %1; A does not know %2.</source>
            <translation>只能部分对比：B 不认识 %1；A 不认识 %2。</translation>
        </message>
        <message>
            <source>Only partly comparable: B does not know %1.</source>
            <translation>只能部分对比：B 不认识 %1。</translation>
        </message>
        <message>
            <source>Only partly comparable: A does not know %1.</source>
            <translation>只能部分对比：A 不认识 %1。</translation>
        </message>
        <message>
            <source>A %1</source>
            <translation>A %1</translation>
        </message>
        <message>
            <source>B %1</source>
            <translation>B %1</translation>
        </message>
        <message numerus="yes">
            <source>Comparing: %Ln frame(s), %1 differ</source>
            <translation>
                <numerusform>对比中：%Ln 帧，其中 %1 帧不一致</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 is compared at %2 now. Stop that comparison to choose %3.</source>
            <comment>model, station, model</comment>
            <translation>%2 现在正在对比 %1。停止该对比后才能选择 %3。</translation>
        </message>
        <message>
            <source>%1 · p50 %2 · p99 %3 · memory %4 · %5 boxes</source>
            <translation>%1 · p50 %2 · p99 %3 · 内存 %4 · %5 个框</translation>
        </message>
        <message>
            <source>It waits for your answers: %1 objects.</source>
            <translation>对比在等待您的回答：%1 个对象。</translation>
        </message>
        <message>
            <source>It waits for your answers: %1 parts.</source>
            <translation>对比在等待您的回答：%1 个零件。</translation>
        </message>
        <message>
            <source>Nothing is proven here: forty pictures of one part would count as forty parts. Name the part in Settings, or say there that each picture shows another part.</source>
            <translation>这里什么也证实不了：同一零件的四十张图像会算作四十个零件。在设置中指定零件，或在那里说明每张图像都是另一个零件。</translation>
        </message>
        <message>
            <source>%1 · saw %2 of %3 pictures</source>
            <comment>figures, numbers</comment>
            <translation>%1 · 看到 %3 幅图像中的 %2 幅</translation>
        </message>
    </context>
    <context>
        <name>CopyMenu</name>
        <message>
            <source>Copy this text</source>
            <translation>复制这段文字</translation>
        </message>
    </context>
    <context>
        <name>CoverageText</name>
        <message numerus="yes">
            <source>Seen on %Ln lot(s).</source>
            <translation>
                <numerusform>已见 %Ln 个批次。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Seen in %Ln hour(s) of the clock.</source>
            <translation>
                <numerusform>已见 %Ln 个钟点。</numerusform>
            </translation>
        </message>
        <message>
            <source>Every picture counts as a part here, which proves nothing.</source>
            <translation>这里每张图像都算作一个零件，因此什么也证实不了。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more lot(s) must come before it is proven.</source>
            <translation>
                <numerusform>还需 %Ln 个批次才能证实。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Parts of %Ln more hour(s) of the clock must come before it is proven.</source>
            <translation>
                <numerusform>还需 %Ln 个钟点的零件才能证实。</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CsvDialog</name>
        <message>
            <source>Table (*.csv)</source>
            <translation>表格 (*.csv)</translation>
        </message>
        <message>
            <source>JSON, a line for each (*.jsonl)</source>
            <translation>JSON，每行一条 (*.jsonl)</translation>
        </message>
    </context>
    <context>
        <name>DropCheck</name>
        <message>
            <source>“%1” is not a weight file.</source>
            <translation>“%1”不是权重文件。</translation>
        </message>
        <message>
            <source>%1 is not on this computer. Copy the file here first.</source>
            <translation>%1 不在这台计算机上。先将文件复制到这里。</translation>
        </message>
        <message>
            <source>Only files can be dropped here.</source>
            <translation>这里只能拖放文件。</translation>
        </message>
        <message>
            <source>“%1” is a signature. Drop the weight file that it is for; the signature is found when it lies beside it.</source>
            <translation>“%1”是一个签名。拖放它所对应的权重文件；签名放在旁边就会被找到。</translation>
        </message>
    </context>
    <context>
        <name>EventText</name>
        <message>
            <source>%1: %2 since %3.</source>
            <comment>station, model, time</comment>
            <translation>%1：%2 自 %3 起在线。</translation>
        </message>
        <message>
            <source>%1: back to %2 since %3.</source>
            <comment>station, model, time</comment>
            <translation>%1：自 %3 起回滚到 %2。</translation>
        </message>
        <message>
            <source>%1: %2 since %3. %4 of %5 frames lost.</source>
            <translation>%1：%2 自 %3 起在线。%5 帧中丢失 %4 帧。</translation>
        </message>
        <message>
            <source>%1: back to %2 since %3. %4 of %5 frames lost.</source>
            <translation>%1：自 %3 起回滚到 %2。%5 帧中丢失 %4 帧。</translation>
        </message>
        <message>
            <source>Lineside started at %1.</source>
            <translation>Lineside 于 %1 启动。</translation>
        </message>
        <message>
            <source>%1 is in the library since %2 (from %3).</source>
            <comment>model, time, file</comment>
            <translation>%1 自 %2 起在库中（来自 %3）。</translation>
        </message>
        <message>
            <source>%1 was not taken at %2: %3.</source>
            <comment>file, time, reason</comment>
            <translation>%2：%1 未被采用：%3。</translation>
        </message>
        <message>
            <source>%1 was not taken at %2.</source>
            <comment>file, time</comment>
            <translation>%2：%1 未被采用。</translation>
        </message>
        <message>
            <source>%1: %2 waits in the preview since %3.</source>
            <comment>station, model, time</comment>
            <translation>%1：%2 自 %3 起为候选。</translation>
        </message>
        <message>
            <source>%1 was removed from the library at %2.</source>
            <comment>model, time</comment>
            <translation>%1 于 %2 从模型库移除。</translation>
        </message>
        <message>
            <source>%1: %2 judges along since %3.</source>
            <comment>station, model, time</comment>
            <translation>%1：%2 自 %3 起同步检测。</translation>
        </message>
        <message>
            <source>%1: comparison ended at %2.</source>
            <comment>station, time</comment>
            <translation>%1：对比于 %2 结束。</translation>
        </message>
        <message>
            <source>%1: no pictures since %2.</source>
            <comment>station, time</comment>
            <translation>%1：自 %2 起没有图像。</translation>
        </message>
        <message>
            <source>%1: pictures again since %2.</source>
            <comment>station, time</comment>
            <translation>%1：自 %2 起恢复图像。</translation>
        </message>
        <message>
            <source>Stations were changed at %1.</source>
            <translation>工位于 %1 更改。</translation>
        </message>
        <message>
            <source>The settings file was not taken at %1; the last good one is in force.</source>
            <translation>%1：设置文件未被采用；上一次有效的设置继续生效。</translation>
        </message>
        <message>
            <source>%1: %2 taken back at %3: %4. %5 judges. Compare them before promoting it again.</source>
            <comment>station, model, time, reason, model</comment>
            <translation>%1：%2 于 %3 自动撤回：%4。由 %5 检测。再次上线前先对比两者。</translation>
        </message>
        <message>
            <source>%1: %2 stopped at %3. %4 judges since then.</source>
            <comment>station, model, time, model</comment>
            <translation>%1：%2 于 %3 停止。此后由 %4 检测。</translation>
        </message>
        <message>
            <source>%1: %2 could not be loaded at %3 (%4). %5 keeps judging.</source>
            <comment>station, model, time, reason, model</comment>
            <translation>%1：%2 于 %3 未能加载（%4）。%5 继续检测。</translation>
        </message>
        <message>
            <source>%1: %2 could not be loaded at %3 (%4). Choose another model.</source>
            <comment>station, model, time, reason</comment>
            <translation>%1：%2 于 %3 未能加载（%4）。选择其他模型。</translation>
        </message>
        <message>
            <source>%1: %2 stopped judging along at %3. %4 keeps judging.</source>
            <comment>station, model, time, model</comment>
            <translation>%1：%2 于 %3 停止同步检测。%4 继续检测。</translation>
        </message>
        <message>
            <source>%1: %2 stopped at %3. Choose another model.</source>
            <comment>station, model, time</comment>
            <translation>%1：%2 于 %3 停止。选择其他模型。</translation>
        </message>
        <message>
            <source>What ran where could not be read at %1. Put the models on the stations again.</source>
            <translation>%1：无法读取各工位运行的模型。请重新为各工位选择模型。</translation>
        </message>
        <message>
            <source>A damaged version was left out of the library at %1. Import its file again.</source>
            <translation>%1：模型库忽略了一个损坏的版本。请重新导入其文件。</translation>
        </message>
        <message>
            <source>Changes are not saved since %1; a restart would bring back the models saved before. Free space on the disk.</source>
            <translation>自 %1 起更改未能保存；重新启动会恢复之前保存的模型。请释放磁盘空间。</translation>
        </message>
        <message>
            <source>Changes are not saved since %1; a restart would bring back the models saved before. Check the data folder.</source>
            <translation>自 %1 起更改未能保存；重新启动会恢复之前保存的模型。检查数据文件夹。</translation>
        </message>
        <message>
            <source>Everything is saved again since %1.</source>
            <translation>自 %1 起所有更改已重新保存。</translation>
        </message>
        <message>
            <source>%1: the change to %2 was not finished when Lineside ended. On air: %3. Promote it again if you still want it.</source>
            <comment>station, model, model</comment>
            <translation>%1：切换到 %2 时 Lineside 已退出，切换未完成。在线：%3。如仍需要，请重新上线。</translation>
        </message>
        <message>
            <source>The import of “%1” was not finished when Lineside ended. The stations run as before. Offer the file again.</source>
            <comment>name of a file</comment>
            <translation>Lineside 退出时“%1”的导入尚未完成。各工位照常运行。请重新提供该文件。</translation>
        </message>
        <message>
            <source>The signing keys were changed at %1.</source>
            <translation>签名密钥已于 %1 更改。</translation>
        </message>
        <message>
            <source>How weight files are read was changed at %1: only in a locked-in process.</source>
            <translation>权重文件的读取方式已于 %1 更改：仅在受限进程中读取。</translation>
        </message>
        <message>
            <source>How weight files are read was changed at %1: also without a locked-in process.</source>
            <translation>权重文件的读取方式已于 %1 更改：也可不在受限进程中读取。</translation>
        </message>
        <message>
            <source>No folder is watched since %1.</source>
            <comment>time</comment>
            <translation>自 %1 起不再监视文件夹。</translation>
        </message>
        <message>
            <source>Weight files that come into “%1” are offered by themselves since %2.</source>
            <comment>folder, time</comment>
            <translation>自 %2 起，放入“%1”的权重文件会自动提交。</translation>
        </message>
        <message>
            <source>Nothing is offered from the watched folder “%1” since %2: it cannot be looked at. The line runs on. See Settings, Watched folder.</source>
            <comment>folder, time</comment>
            <translation>自 %2 起，监视的文件夹“%1”无法查看，不再从中提交文件。产线继续运行。见“设置”中的“监视的文件夹”。</translation>
        </message>
        <message>
            <source>The watched folder “%1” is looked at again since %2.</source>
            <comment>folder, time</comment>
            <translation>自 %2 起，监视的文件夹“%1”恢复查看。</translation>
        </message>
        <message>
            <source>When models are loaded beside the line was changed at %1.</source>
            <comment>time</comment>
            <translation>%1 更改了在产线旁加载模型的规定。</translation>
        </message>
        <message>
            <source>%1 was loaded at once at %2: %3</source>
            <comment>model or file, time, reason</comment>
            <translation>%1 已于 %2 立即加载：%3</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>what changed, how long nothing was judged</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Safe mode since %1: Lineside ended again and again right after its start. Only what stations judge with was loaded.</source>
            <comment>time</comment>
            <translation>自 %1 起为安全模式：Lineside 启动后不久就一再意外退出。只加载了各工位检测所用的模型。</translation>
        </message>
        <message>
            <source>%1: back to %2 since %3, because Lineside ended again and again with %4 on air.</source>
            <comment>station, model, time, model</comment>
            <translation>%1：自 %3 起恢复为 %2，因为 %4 在线时 Lineside 一再意外退出。</translation>
        </message>
        <message>
            <source>Safe mode was left at %1; the rest is loaded.</source>
            <comment>time</comment>
            <translation>安全模式已于 %1 退出；其余模型正在加载。</translation>
        </message>
        <message>
            <source>The record of verdicts was damaged; it is kept as “%1”, and a new one was begun at %2.</source>
            <comment>file, time</comment>
            <translation>检测结果记录已损坏；原记录保存为“%1”，新的记录已于 %2 开始。</translation>
        </message>
        <message>
            <source>Verdicts are not recorded since %1; the line runs on. Free space on the disk.</source>
            <comment>time</comment>
            <translation>自 %1 起检测结果未被记录；产线继续运行。请释放磁盘空间。</translation>
        </message>
        <message>
            <source>Verdicts are not recorded since %1; the line runs on. Check the data folder.</source>
            <comment>time</comment>
            <translation>自 %1 起检测结果未被记录；产线继续运行。检查数据文件夹。</translation>
        </message>
        <message>
            <source>Verdicts are recorded again since %1; the record says what is missing.</source>
            <comment>time</comment>
            <translation>自 %1 起检测结果恢复记录；记录中注明了缺少的部分。</translation>
        </message>
        <message>
            <source>%1: a golden frame could not be read at %2; no model is asked about it.</source>
            <comment>station, time</comment>
            <translation>%1：于 %2 无法读取一个基准帧；不会用它检验模型。</translation>
        </message>
        <message>
            <source>Pictures of parts are not kept since %1; the line and the record run on. Look at the disk.</source>
            <comment>time</comment>
            <translation>自 %1 起不再保留零件图片；产线和记录照常运行。请检查磁盘。</translation>
        </message>
        <message>
            <source>Pictures of parts are kept again since %1; %2 are missing.</source>
            <comment>time, how many are missing</comment>
            <translation>自 %1 起重新保留零件图片；缺少 %2 张。</translation>
        </message>
        <message>
            <source>%1: no lot is known since %2.</source>
            <comment>station, time</comment>
            <translation>%1：自 %2 起批次未知。</translation>
        </message>
        <message>
            <source>%1: lot %2 since %3.</source>
            <comment>station, lot, time</comment>
            <translation>%1：自 %3 起为批次 %2。</translation>
        </message>
        <message>
            <source>%1: a golden frame was kept at %2; new models must judge it so.</source>
            <comment>station, time</comment>
            <translation>%1：已于 %2 保留一个基准帧；新模型必须作出同样判断。</translation>
        </message>
        <message>
            <source>%1: a golden frame was dropped at %2.</source>
            <comment>station, time</comment>
            <translation>%1：已于 %2 删除一个基准帧。</translation>
        </message>
        <message>
            <source>Who may do what was changed at %1.</source>
            <comment>time</comment>
            <translation>人员权限已于 %1 更改。</translation>
        </message>
        <message>
            <source>How much of the record is kept was changed at %1.</source>
            <comment>time</comment>
            <translation>记录的保留量已于 %1 更改。</translation>
        </message>
        <message>
            <source>Lines missing in the history: %1. The disk had no room for them until %2.</source>
            <comment>how many, time</comment>
            <translation>历史记录中缺少的行：%1。到 %2 为止磁盘没有空间写入这些行。</translation>
        </message>
        <message>
            <source>Everything is saved again since %1, but for %2 lines of the history: the disk had no room for them.</source>
            <comment>time, how many are missing</comment>
            <translation>自 %1 起已全部重新保存，但历史记录中缺少 %2 行：磁盘没有空间写入这些行。</translation>
        </message>
        <message>
            <source>The parts recorded until %1 are sealed in the history.</source>
            <comment>time</comment>
            <translation>截至 %1 记录的零件已在历史中封存。</translation>
        </message>
        <message>
            <source>The parts that could not be sealed at %1 are sealed by now.</source>
            <comment>time</comment>
            <translation>%1 时未能封存的零件现已封存。</translation>
        </message>
        <message>
            <source>Recorded parts could not be sealed at %1; the line and the record run on. Free space on the disk.</source>
            <comment>time</comment>
            <translation>%1 时记录的零件未能封存；产线和记录继续运行。可释放磁盘空间。</translation>
        </message>
        <message>
            <source>Recorded parts could not be sealed at %1; the line and the record run on. Press Verify in History, and look at the disk.</source>
            <comment>time</comment>
            <translation>%1 时记录的零件未能封存；产线和记录继续运行。在“历史”中按“校验”，并检查磁盘。</translation>
        </message>
    </context>
    <context>
        <name>Format</name>
        <message>
            <source>%1 bytes</source>
            <translation>%1 字节</translation>
        </message>
        <message>
            <source>%1 kB</source>
            <translation>%1 kB</translation>
        </message>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 GB</source>
            <translation>%1 GB</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 毫秒</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>share in percent</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>%1 s</source>
            <comment>seconds</comment>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min</source>
            <comment>minutes</comment>
            <translation>%1 分钟</translation>
        </message>
        <message>
            <source>%1 h</source>
            <comment>hours</comment>
            <translation>%1 小时</translation>
        </message>
    </context>
    <context>
        <name>JudgedThen</name>
        <message>
            <source>%1: no model</source>
            <comment>station</comment>
            <translation>%1：没有模型</translation>
        </message>
        <message>
            <source>%1: %2, since %3</source>
            <comment>station, model, time</comment>
            <translation>%1：%2，自 %3 起</translation>
        </message>
        <message>
            <source>%1: no model judged since %2 (%3 did not run)</source>
            <comment>station, time, model</comment>
            <translation>%1：自 %2 起没有模型检测（%3 未运行）</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>station, model</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>%1 (if Lineside ran then: it was started at %2)</source>
            <comment>what was judged, time</comment>
            <translation>%1（如果当时 Lineside 在运行：它在 %2 启动）</translation>
        </message>
        <message>
            <source>no model</source>
            <translation>没有模型</translation>
        </message>
        <message>
            <source>%1, which did not run,</source>
            <comment>model</comment>
            <translation>%1（未运行）</translation>
        </message>
        <message>
            <source>%1 until %2</source>
            <comment>model, time</comment>
            <translation>%1 至 %2</translation>
        </message>
        <message>
            <source>and %1 more</source>
            <comment>number of models after one another</comment>
            <translation>以及另外 %1 个</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between models</comment>
            <translation>、</translation>
        </message>
    </context>
    <context>
        <name>Main</name>
        <message>
            <source>Lineside runs already with these stations. Go on in its window.</source>
            <translation>Lineside 已在运行并使用这些工位。请在其窗口中继续。</translation>
        </message>
    </context>
    <context>
        <name>Messages</name>
        <message>
            <source>%1 %2 %3 (%4)</source>
            <comment>what happened, what still runs, what to do next, code</comment>
            <translation>%1%2%3（%4）</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is a folder.</source>
            <translation>“%1”未被采用：它是文件夹。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is a folder with %2 networks.</source>
            <translation>“%1”未被采用：该文件夹中有 %2 个网络。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is not there, or was moved or deleted while it was read.</source>
            <translation>“%1”未被采用：文件不存在，或在读取时被移动或删除。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the system does not let Lineside read it.</source>
            <translation>“%1”未被采用：系统不允许 Lineside 读取。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is still being written.</source>
            <translation>“%1”未被采用：文件仍在写入。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it has %2 MB, the limit is %3 MB.</source>
            <translation>“%1”未被采用：大小为 %2 MB，上限为 %3 MB。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is over the size limit.</source>
            <translation>“%1”未被采用：超过大小上限。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is empty.</source>
            <translation>“%1”未被采用：文件为空。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its copy needs %2 MB, the disk has %3 MB free.</source>
            <translation>“%1”未被采用：副本需要 %2 MB，磁盘可用 %3 MB。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the disk is full.</source>
            <translation>“%1”未被采用：磁盘已满。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it ends before it should.</source>
            <translation>“%1”未被采用：文件不完整。</translation>
        </message>
        <message>
            <source>“%1” was not taken: “%2” is missing, which belongs to it.</source>
            <translation>“%1”未被采用：缺少所属的“%2”。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is a Git LFS pointer, the weights themselves are not in it.</source>
            <translation>“%1”未被采用：它是 Git LFS 指针，不含权重本身。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its content is no weight file that Lineside knows.</source>
            <translation>“%1”未被采用：其内容不是 Lineside 认识的权重文件。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it has the format “%2”, which Lineside does not read.</source>
            <translation>“%1”未被采用：其格式为“%2”，Lineside 不读取该格式。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is a zip archive without a network.</source>
            <translation>“%1”未被采用：它是不含网络的 zip 压缩包。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it has the format of PyTorch before version 1.6.</source>
            <translation>“%1”未被采用：它是 PyTorch 1.6 之前的格式。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it holds weights without the network they belong to.</source>
            <translation>“%1”未被采用：它只有权重，没有所属的网络。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its network is made for another task than finding boxes.</source>
            <translation>“%1”未被采用：其网络用于目标框检测以外的任务。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its network is made for the task “%2”, not for finding boxes.</source>
            <translation>“%1”未被采用：其网络用于任务“%2”，而不是目标框检测。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it contains something beyond the known parts of a YOLO network. Nothing in it was run.</source>
            <translation>“%1”未被采用：它包含 YOLO 网络已知部件以外的内容。其中没有任何内容被运行。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it contains “%2”, which is beyond the known parts of a YOLO network. Nothing in it was run.</source>
            <translation>“%1”未被采用：它包含“%2”，超出 YOLO 网络的已知部件。其中没有任何内容被运行。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it chooses the boxes itself, in a way that Lineside does not know. Nothing in it was run.</source>
            <translation>“%1”未被采用：它自行挑选检测框，而 Lineside 不了解其方式。其中没有任何内容被运行。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it chooses the boxes itself, in a way that Lineside does not know (“%2”). Nothing in it was run.</source>
            <translation>“%1”未被采用：它自行挑选检测框，而 Lineside 不了解其方式（“%2”）。其中没有任何内容被运行。</translation>
        </message>
        <message>
            <source>Export it again without “nms”: Lineside chooses the boxes.</source>
            <translation>不带“nms”重新导出：检测框由 Lineside 挑选。</translation>
        </message>
        <message>
            <source>Unknown choice of boxes</source>
            <translation>挑选检测框的方式未知</translation>
        </message>
        <message>
            <source>“%1” was not taken: its content contradicts itself; it is damaged.</source>
            <translation>“%1”未被采用：内容自相矛盾，文件已损坏。</translation>
        </message>
        <message>
            <source>“%1” was not taken: some of its weights are not numbers.</source>
            <translation>“%1”未被采用：部分权重不是数字。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its network needs more work for a picture than any line could wait for.</source>
            <translation>未采用“%1”：其网络处理一张图像所需的计算量超出任何产线所能等待的范围。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the process that reads offered files crashed on it.</source>
            <translation>“%1”未被采用：读取文件的进程在处理它时崩溃。</translation>
        </message>
        <message>
            <source>“%1” was not taken: reading it took longer than any network should.</source>
            <translation>“%1”未被采用：读取所用的时间超过了任何网络应有的时间。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the process that reads it was ended from outside.</source>
            <translation>“%1”未被采用：读取它的进程被外部结束。</translation>
        </message>
        <message>
            <source>“%1” was not read: this system cannot lock in the process that reads offered files.</source>
            <translation>“%1”未被读取：此系统无法限制读取文件的进程。</translation>
        </message>
        <message>
            <source>Do not use this file; if you did not expect it, tell security.</source>
            <translation>不要使用此文件；如果它出乎意料，通知安全人员。</translation>
        </message>
        <message>
            <source>Try once more on a quieter computer; if it comes again, do not use this file.</source>
            <translation>在较空闲的计算机上重试；如果再次出现，不要使用此文件。</translation>
        </message>
        <message>
            <source>Drop it again; if it comes again, the computer is short of memory.</source>
            <translation>再次拖入；如果再次出现，说明计算机内存不足。</translation>
        </message>
        <message>
            <source>Use a system with seccomp, or let an administrator switch off “Only in a locked-in process” under Settings → Signing keys and checks.</source>
            <translation>使用支持 seccomp 的系统，或由管理员在“设置 → 签名密钥与检查”中关闭“仅在受限进程中读取”。</translation>
        </message>
        <message>
            <source>Check crashed</source>
            <translation>检查崩溃</translation>
        </message>
        <message>
            <source>Check took too long</source>
            <translation>检查时间过长</translation>
        </message>
        <message>
            <source>Check was ended</source>
            <translation>检查被结束</translation>
        </message>
        <message>
            <source>No safe place to read it</source>
            <translation>无法安全读取</translation>
        </message>
        <message>
            <source>“%1” was not taken: its output is %2, %3 expects %4.</source>
            <translation>“%1”未被采用：它的输出为 %2，%3 应为 %4。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its output is of another layout than %2 expects.</source>
            <translation>“%1”未被采用：它的输出布局与 %2 的约定不同。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it knows %2 classes, %3 expects %4.</source>
            <translation>“%1”未被采用：它认识 %2 个类别，%3 应为 %4 个。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it knows another number of classes than %2 expects.</source>
            <translation>“%1”未被采用：类别数与 %2 的约定不同。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it knows %2; %3 expects %4.</source>
            <translation>“%1”未被采用：它认识 %2；%3 应为 %4。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it does not say which classes it finds, and its output does not show it.</source>
            <translation>“%1”未被采用：它没有写明识别哪些类别，从输出中也看不出来。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it knows other labels than %2 expects.</source>
            <translation>“%1”未被采用：标签与 %2 的约定不同。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its input size is %2, %3 allows %4.</source>
            <translation>“%1”未被采用：输入尺寸为 %2，%3 允许 %4。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its input size is outside the range that %2 allows.</source>
            <translation>“%1”未被采用：输入尺寸超出 %2 允许的范围。</translation>
        </message>
        <message>
            <source>“%1” needs %2 MB of memory and may have %3 MB.</source>
            <translation>“%1”需要 %2 MB 内存，最多可用 %3 MB。</translation>
        </message>
        <message>
            <source>“%1” needs more memory than is free.</source>
            <translation>“%1”需要的内存超过可用内存。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it needs %2 MB of memory, the contract of %3 allows %4 MB.</source>
            <translation>“%1”未被采用：它需要 %2 MB 内存，%3 的约定允许 %4 MB。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it needs more memory than the contract of %2 allows.</source>
            <translation>“%1”未被采用：它需要的内存超过 %2 的约定所允许的范围。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its trial run on known pictures gave unusable results.</source>
            <translation>“%1”未被采用：在已知图像上的试运行结果不可用。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its trial run on known pictures gave unusable results (%2).</source>
            <translation>“%1”未被采用：在已知图像上的试运行结果不可用（%2）。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it needs %2 ms for a picture, %3 allows %4 ms.</source>
            <translation>“%1”未被采用：每幅图像需要 %2 毫秒，%3 允许 %4 毫秒。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it needs more time for a picture than %2 allows.</source>
            <translation>“%1”未被采用：每幅图像所需时间超过 %2 允许的范围。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it was cancelled.</source>
            <translation>“%1”未被采用：已取消。</translation>
        </message>
        <message>
            <source>“%1” was not taken: a library that Lineside uses stopped while reading it.</source>
            <translation>“%1”未被采用：Lineside 使用的一个库在读取时停止。</translation>
        </message>
        <message>
            <source>%1 keeps judging at %2.</source>
            <comment>model, station</comment>
            <translation>%1 在 %2 继续检测。</translation>
        </message>
        <message>
            <source>%1 keeps judging.</source>
            <comment>model</comment>
            <translation>%1 继续检测。</translation>
        </message>
        <message>
            <source>Nothing changed at %1.</source>
            <comment>station</comment>
            <translation>%1 没有变化。</translation>
        </message>
        <message>
            <source>Nothing changed on the line.</source>
            <translation>产线没有变化。</translation>
        </message>
        <message>
            <source>Drop the weight file inside it.</source>
            <translation>拖放其中的权重文件。</translation>
        </message>
        <message>
            <source>Drop the .xml file of the one that you mean.</source>
            <translation>拖放所需网络的 .xml 文件。</translation>
        </message>
        <message>
            <source>Look where it is now, or copy it to this computer, then drop it again.</source>
            <translation>查看它现在的位置，或将它复制到这台计算机，再重新拖放。</translation>
        </message>
        <message>
            <source>Give yourself permission to read it, or copy it to another folder.</source>
            <translation>为自己授予读取权限，或将它复制到其他文件夹。</translation>
        </message>
        <message>
            <source>Wait until the copy or the training has finished, then drop it again.</source>
            <translation>等待复制或训练完成后再拖放。</translation>
        </message>
        <message>
            <source>Check that this is the exported network and not a training archive.</source>
            <translation>确认这是导出的网络，而不是训练存档。</translation>
        </message>
        <message>
            <source>Copy it again from where it was made.</source>
            <translation>从生成处重新复制。</translation>
        </message>
        <message>
            <source>Free space on the disk or remove a version from the library, then drop it again.</source>
            <translation>释放磁盘空间或从模型库移除一个版本，然后再次拖放。</translation>
        </message>
        <message>
            <source>Copy it again; if it comes from a share, wait until copying is done.</source>
            <translation>重新复制；如果来自共享文件夹，等待复制完成。</translation>
        </message>
        <message>
            <source>Fetch the real file with “git lfs pull”, then drop it again.</source>
            <translation>用“git lfs pull”取得真正的文件，然后再次拖放。</translation>
        </message>
        <message>
            <source>Drop a .pt, .torchscript or .onnx file, or the folder of an OpenVINO export.</source>
            <translation>拖放 .pt、.torchscript 或 .onnx 文件，或 OpenVINO 导出文件夹。</translation>
        </message>
        <message>
            <source>Drop the .pt file that it was made from, or export the network as ONNX.</source>
            <translation>拖放生成它的 .pt 文件，或将网络导出为 ONNX。</translation>
        </message>
        <message>
            <source>Unpack it and drop the weight file inside.</source>
            <translation>解压后拖放其中的权重文件。</translation>
        </message>
        <message>
            <source>Save it again with a newer PyTorch, or export it as ONNX.</source>
            <translation>用较新的 PyTorch 重新保存，或导出为 ONNX。</translation>
        </message>
        <message>
            <source>Export the whole model, or export it as ONNX.</source>
            <translation>导出完整模型，或导出为 ONNX。</translation>
        </message>
        <message>
            <source>Use weights that were trained to detect objects.</source>
            <translation>使用为目标检测训练的权重。</translation>
        </message>
        <message>
            <source>Ask the sender for an ONNX export; if you did not expect this file, tell security.</source>
            <translation>向发送者索取 ONNX 导出文件；如果您并未预期收到此文件，通知安全部门。</translation>
        </message>
        <message>
            <source>Copy or export it again.</source>
            <translation>重新复制或导出。</translation>
        </message>
        <message>
            <source>Export an earlier checkpoint of the training.</source>
            <translation>导出训练中较早的检查点。</translation>
        </message>
        <message>
            <source>Export a smaller variant of the network, or a smaller input size.</source>
            <translation>导出较小的网络版本，或较小的输入尺寸。</translation>
        </message>
        <message>
            <source>Use weights of that layout, or change it under %1 → Contract.</source>
            <comment>station</comment>
            <translation>改用该布局的权重，或在“%1 → 约定”中更改布局。</translation>
        </message>
        <message>
            <source>Export it again with Ultralytics, which writes the names of the classes into the file.</source>
            <translation>用 Ultralytics 重新导出，它会把类别名称写入文件。</translation>
        </message>
        <message>
            <source>Use weights trained on these labels, or change the labels under %1 → Contract.</source>
            <comment>station</comment>
            <translation>使用按这些标签训练的权重，或在“%1 → 约定”中更改标签。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its network does not take one colour picture at a time.</source>
            <translation>“%1”未被采用：其网络的输入不是每次一张彩色图像。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its network takes %2, not one colour picture at a time.</source>
            <translation>“%1”未被采用：其网络的输入为 %2，不是每次一张彩色图像。</translation>
        </message>
        <message>
            <source>Not one colour picture</source>
            <translation>不是一张彩色图像</translation>
        </message>
        <message>
            <source>No names of classes</source>
            <translation>没有类别名称</translation>
        </message>
        <message>
            <source>Export it again for one colour picture at a time (“batch=1”).</source>
            <translation>按每次一张彩色图像重新导出（“batch=1”）。</translation>
        </message>
        <message>
            <source>Export it with another input size, or change the range under %1 → Contract.</source>
            <comment>station</comment>
            <translation>用其他输入尺寸导出，或在“%1 → 约定”中更改范围。</translation>
        </message>
        <message>
            <source>Remove a model that no station needs, or export a smaller one.</source>
            <translation>移除没有工位需要的模型，或导出更小的模型。</translation>
        </message>
        <message>
            <source>Try these weights where they were trained, then export them again.</source>
            <translation>在训练环境中试用这些权重，然后重新导出。</translation>
        </message>
        <message>
            <source>Export a smaller one, or raise the limit under %1 → Contract.</source>
            <comment>station</comment>
            <translation>导出更小的模型，或在 %1 → 约定 中提高上限。</translation>
        </message>
        <message>
            <source>Drop it again whenever you like.</source>
            <translation>您可以随时再次拖放。</translation>
        </message>
        <message>
            <source>Try once more; if it comes again, report this code.</source>
            <translation>再试一次；若再次出现，将此代码报告给支持人员。</translation>
        </message>
        <message>
            <source>the station</source>
            <translation>该工位</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>File is gone</source>
            <translation>文件已不存在</translation>
        </message>
        <message>
            <source>Not readable</source>
            <translation>不可读</translation>
        </message>
        <message>
            <source>Still being written</source>
            <translation>仍在写入</translation>
        </message>
        <message>
            <source>Too large</source>
            <translation>过大</translation>
        </message>
        <message>
            <source>Empty</source>
            <translation>空文件</translation>
        </message>
        <message>
            <source>Disk full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>Incomplete</source>
            <translation>不完整</translation>
        </message>
        <message>
            <source>Git LFS pointer</source>
            <translation>Git LFS 指针</translation>
        </message>
        <message>
            <source>No weight file</source>
            <translation>不是权重文件</translation>
        </message>
        <message>
            <source>No network inside</source>
            <translation>其中没有网络</translation>
        </message>
        <message>
            <source>Format too old</source>
            <translation>格式过旧</translation>
        </message>
        <message>
            <source>Weights without network</source>
            <translation>有权重无网络</translation>
        </message>
        <message>
            <source>Made for another task</source>
            <translation>用于其他任务</translation>
        </message>
        <message>
            <source>Unknown layer</source>
            <translation>未知的层</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <source>Weights are not numbers</source>
            <translation>权重不是数字</translation>
        </message>
        <message>
            <source>Far too much work</source>
            <translation>计算量过大</translation>
        </message>
        <message>
            <source>Layout differs</source>
            <translation>布局不同</translation>
        </message>
        <message>
            <source>Number of classes differs</source>
            <translation>类别数不同</translation>
        </message>
        <message>
            <source>Labels differ</source>
            <translation>标签不同</translation>
        </message>
        <message>
            <source>Input size differs</source>
            <translation>输入尺寸不同</translation>
        </message>
        <message>
            <source>Not enough memory</source>
            <translation>内存不足</translation>
        </message>
        <message>
            <source>Over the memory limit</source>
            <translation>超过内存上限</translation>
        </message>
        <message>
            <source>Trial run unusable</source>
            <translation>试运行结果不可用</translation>
        </message>
        <message>
            <source>Too slow</source>
            <translation>太慢</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <source>Library stopped</source>
            <translation>库已停止</translation>
        </message>
        <message>
            <source>That was not done: the values do not fit together.</source>
            <translation>未执行：这些值互相矛盾。</translation>
        </message>
        <message>
            <source>Check what was entered and try again.</source>
            <translation>检查输入的内容后重试。</translation>
        </message>
        <message>
            <source>That was not done: Lineside does not know this kind.</source>
            <translation>未执行：Lineside 不认识这一类型。</translation>
        </message>
        <message>
            <source>Choose one of the kinds that the list offers.</source>
            <translation>从列表中选择一种类型。</translation>
        </message>
        <message>
            <source>That was not done: what it names is not there any more.</source>
            <translation>未执行：所指的对象已不存在。</translation>
        </message>
        <message>
            <source>Look at the library and the stations, then choose again.</source>
            <translation>查看模型库和工位后重新选择。</translation>
        </message>
        <message>
            <source>That was not done: it is in use now.</source>
            <translation>未执行：它正在被使用。</translation>
        </message>
        <message>
            <source>Stop its use first, or try again in a moment.</source>
            <translation>先停止使用，或稍后重试。</translation>
        </message>
        <message>
            <source>That was not done: there is not enough free memory.</source>
            <translation>未执行：可用内存不足。</translation>
        </message>
        <message>
            <source>Remove a model that no station needs, then try again.</source>
            <translation>移除没有工位需要的模型，然后重试。</translation>
        </message>
        <message>
            <source>That was not done: the disk, the network or the device did not answer.</source>
            <translation>未执行：磁盘、网络或设备没有响应。</translation>
        </message>
        <message>
            <source>Check cable, power and permissions, then try again.</source>
            <translation>检查线缆、电源和权限，然后重试。</translation>
        </message>
        <message>
            <source>That was cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>Start it again whenever you like.</source>
            <translation>您可以随时重新开始。</translation>
        </message>
        <message>
            <source>That was not done: a library that Lineside uses stopped.</source>
            <translation>未执行：Lineside 使用的一个库停止了。</translation>
        </message>
        <message>
            <source>That was not saved: the disk is full.</source>
            <translation>未能保存：磁盘已满。</translation>
        </message>
        <message>
            <source>Free space on the disk, then try again.</source>
            <translation>释放磁盘空间，然后重试。</translation>
        </message>
        <message>
            <source>That was not done: the model is not ready at the station.</source>
            <translation>未执行：该模型在此工位尚未就绪。</translation>
        </message>
        <message>
            <source>Offer it to the station, and put it on air once it waits in the preview.</source>
            <translation>先将它提供给该工位，待它出现在候选中后再上线。</translation>
        </message>
        <message>
            <source>That was not done: this station asks why a model goes on air.</source>
            <translation>未执行：此工位要求说明模型上线的原因。</translation>
        </message>
        <message>
            <source>Open Promote… and write the reason; the history keeps it.</source>
            <translation>打开“上线…”并写明原因；历史记录会保存它。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is not signed, and %2 takes signed models only.</source>
            <translation>“%1”未被采用：它没有签名，而 %2 只采用有签名的模型。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the signature beside it cannot be read.</source>
            <translation>“%1”未被采用：它旁边的签名无法读取。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the signature beside it names the key “%2”, and is not for this file.</source>
            <translation>“%1”未被采用：它旁边的签名注明密钥“%2”，但并不是对此文件的签名。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is signed with the key “%2”, which was revoked.</source>
            <translation>“%1”未被采用：它用密钥“%2”签名，该密钥已被吊销。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its signature is for “%2”, and it is “%3”.</source>
            <translation>“%1”未被采用：它的签名属于“%2”，而它是“%3”。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is signed as %2, and the library has another file under that name and version.</source>
            <translation>“%1”未被采用：它签名为 %2，而模型库中这个名称和版本是另一个文件。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is a signature, there are no weights in it.</source>
            <translation>“%1”未被采用：它是一个签名，里面没有权重。</translation>
        </message>
        <message>
            <source>Ask the sender for its signature, a file that ends with .minisig, and drop both files together.</source>
            <translation>向发送者索取它的签名（以 .minisig 结尾的文件），并把两个文件一起拖放。</translation>
        </message>
        <message>
            <source>Copy the file and its signature again; if it comes again, use neither and ask the sender.</source>
            <translation>重新复制文件及其签名；如果再次出现，两者都不要使用，并询问发送者。</translation>
        </message>
        <message>
            <source>Ask the sender whose key it is. If you trust it, add it under Settings → Signing keys and checks and drop the file again.</source>
            <translation>询问发送者这是谁的密钥。如果信任它，在“设置 → 签名密钥与检查”中添加，然后再次拖放文件。</translation>
        </message>
        <message>
            <source>Ask the sender for a file that is signed with a new key.</source>
            <translation>向发送者索取用新密钥签名的文件。</translation>
        </message>
        <message>
            <source>Ask the sender for the file and the signature that belong together.</source>
            <translation>向发送者索取彼此对应的文件和签名。</translation>
        </message>
        <message>
            <source>Drop the weight file that it is for; its signature is found when it lies beside it.</source>
            <translation>拖放它所对应的权重文件；签名放在旁边就会被找到。</translation>
        </message>
        <message>
            <source>Not signed</source>
            <translation>没有签名</translation>
        </message>
        <message>
            <source>Bad signature</source>
            <translation>签名不正确</translation>
        </message>
        <message>
            <source>Signing key not trusted</source>
            <translation>签名密钥不受信任</translation>
        </message>
        <message>
            <source>Signing key revoked</source>
            <translation>签名密钥已吊销</translation>
        </message>
        <message>
            <source>Signed as something else</source>
            <translation>签名属于别的内容</translation>
        </message>
        <message>
            <source>Signed version is taken</source>
            <translation>签名的版本已存在</translation>
        </message>
        <message>
            <source>Only a signature</source>
            <translation>只是签名</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is signed with a key that is not trusted; %2 takes signed models only.</source>
            <translation>“%1”未被采用：它用一个不受信任的密钥签名；%2 只采用有签名的模型。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is signed with the key %2, which is not trusted; %3 takes signed models only.</source>
            <translation>“%1”未被采用：它用密钥 %2 签名，该密钥不受信任；%3 只采用有签名的模型。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it is signed with a key that was revoked.</source>
            <translation>“%1”未被采用：它用一个已被吊销的密钥签名。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its signature is for something else.</source>
            <translation>“%1”未被采用：它的签名属于别的内容。</translation>
        </message>
        <message>
            <source>“%1” was not taken: its signature says “%2”, which cannot be true of a model.</source>
            <translation>“%1”未被采用：它的签名写着“%2”，这对模型不可能成立。</translation>
        </message>
        <message>
            <source>“%1” was not taken: the library has another file under the name and version that it is signed with.</source>
            <translation>“%1”未被采用：模型库中，它签名所用的名称和版本是另一个文件。</translation>
        </message>
        <message>
            <source>Ask the sender to sign it with a new version, or remove the other one from the library first.</source>
            <translation>让发送者用新的版本号签名，或先从模型库中移除另一个。</translation>
        </message>
        <message>
            <source>That was not done: it is not proven at this station that the model is at least as good.</source>
            <translation>操作未执行：在此工位尚未证实该模型至少一样好。</translation>
        </message>
        <message>
            <source>Let the comparison decide, or open Promote… and write who answers for it and why.</source>
            <translation>等对比得出结论，或打开“上线…”，填写负责人和原因。</translation>
        </message>
        <message>
            <source>“%1” was not taken: of the %4 golden frames of %3 it judges %2 as they must be.</source>
            <translation>未接受“%1”：在 %3 的 %4 个基准帧中，它只有 %2 个判断正确。</translation>
        </message>
        <message>
            <source>“%1” was not taken: it judges golden frames of %2 otherwise than they must be.</source>
            <translation>未接受“%1”：它对 %2 的基准帧判断有误。</translation>
        </message>
        <message>
            <source>Look at the golden frames of %1; train with such parts, or drop a frame that is wrong.</source>
            <comment>station</comment>
            <translation>查看 %1 的基准帧；用这类零件训练，或删除不对的画面。</translation>
        </message>
        <message>
            <source>Golden frames differ</source>
            <translation>基准帧判定不符</translation>
        </message>
        <message>
            <source>That was not done: it needs %1.</source>
            <comment>least role: an engineer</comment>
            <translation>未执行：此操作需要%1。</translation>
        </message>
        <message>
            <source>Sign in, then do it again.</source>
            <translation>登录后重试。</translation>
        </message>
        <message>
            <source>That was not done: at this station whoever puts a model on air signs for it.</source>
            <translation>未执行：在此工位，让模型上线的人必须签名。</translation>
        </message>
        <message>
            <source>Open Promote… and sign with your PIN or password.</source>
            <translation>打开“上线…”，用您的 PIN 或密码签名。</translation>
        </message>
    </context>
    <context>
        <name>ModelChange</name>
        <message>
            <source>No longer knows %1.</source>
            <comment>labels</comment>
            <translation>不再认识 %1。</translation>
        </message>
        <message>
            <source>Also knows %1.</source>
            <comment>labels</comment>
            <translation>还认识 %1。</translation>
        </message>
        <message>
            <source>Input %1 instead of %2.</source>
            <comment>new size, old size</comment>
            <translation>输入尺寸由 %2 变为 %1。</translation>
        </message>
    </context>
    <context>
        <name>PauseText</name>
        <message>
            <source>No room for both models: %1 judges nothing for about %2.</source>
            <comment>station, time</comment>
            <translation>内存容不下两个模型：%1 约有 %2 不检测。</translation>
        </message>
        <message>
            <source>No room for both models: %1 judges nothing until the new one is loaded.</source>
            <comment>station</comment>
            <translation>内存容不下两个模型：新模型加载完毕之前，%1 不检测。</translation>
        </message>
        <message>
            <source>Judged nothing for %1; about %2 had been announced.</source>
            <comment>time, time</comment>
            <translation>有 %1 没有检测；事先说明约为 %2。</translation>
        </message>
        <message>
            <source>Judged nothing for %1.</source>
            <comment>time</comment>
            <translation>有 %1 没有检测。</translation>
        </message>
    </context>
    <context>
        <name>PromotePlan</name>
        <message>
            <source>%1 · %2 · %3</source>
            <comment>model, time, memory</comment>
            <translation>%1 · %2 · %3</translation>
        </message>
        <message>
            <source>no model</source>
            <translation>无模型</translation>
        </message>
        <message>
            <source>no change</source>
            <translation>无变化</translation>
        </message>
        <message>
            <source>%1, not checked for this station yet</source>
            <comment>model</comment>
            <translation>%1，尚未针对此工位检查</translation>
        </message>
        <message>
            <source>Nothing chosen</source>
            <translation>未选择</translation>
        </message>
        <message>
            <source>Put %1 on %2</source>
            <comment>model, station</comment>
            <translation>%1 上线到 %2</translation>
        </message>
        <message>
            <source>The library is empty. Drop a weight file on the window first.</source>
            <translation>模型库为空。先将权重文件拖放到窗口。</translation>
        </message>
        <message>
            <source>%1 must be checked first at: %2.</source>
            <comment>model, stations</comment>
            <translation>%1 须先在以下工位检查：%2。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between names</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>No change</source>
            <translation>无变化</translation>
        </message>
        <message>
            <source>%1 is on air there already. Choose another model or station.</source>
            <comment>model</comment>
            <translation>%1 已在该工位在线。请选择其他模型或工位。</translation>
        </message>
        <message>
            <source>Choose at least one station.</source>
            <translation>至少选择一个工位。</translation>
        </message>
        <message>
            <source>Labels or input size change. Write why; the history keeps it.</source>
            <translation>标签或输入尺寸有变化。写明原因，历史记录会保存它。</translation>
        </message>
        <message numerus="yes">
            <source>Put %1 on %n station(s)</source>
            <comment>model</comment>
            <translation>
                <numerusform>%1 上线到 %n 个工位</numerusform>
            </translation>
        </message>
        <message>
            <source>Write why this model goes on air; the history keeps it.</source>
            <translation>写明此模型上线的原因，历史记录会保存它。</translation>
        </message>
        <message>
            <source>%1, loaded when it goes on air</source>
            <comment>model</comment>
            <translation>%1，上线时才加载</translation>
        </message>
        <message>
            <source>Not compared with %1 here.</source>
            <comment>model</comment>
            <translation>在此工位尚未与 %1 对比。</translation>
        </message>
        <message>
            <source>Compared here: what came after the decision says the opposite.</source>
            <translation>本工位对比：得出结论之后的零件显示相反的结果。</translation>
        </message>
        <message>
            <source>Compared here: proven at least as good as %1.</source>
            <comment>model</comment>
            <translation>本工位对比：已证实至少与 %1 一样好。</translation>
        </message>
        <message>
            <source>Compared here: proven worse than %1.</source>
            <comment>model</comment>
            <translation>本工位对比：已证实比 %1 差。</translation>
        </message>
        <message>
            <source>Compared here: not decided yet.</source>
            <translation>本工位对比：尚无结论。</translation>
        </message>
        <message>
            <source>Labels or input size change. Read what changes and confirm it.</source>
            <translation>标签或输入尺寸有变化。查看变化内容并确认。</translation>
        </message>
        <message>
            <source>Compared at %1 stations together: proven at least as good as %2.</source>
            <comment>number, model</comment>
            <translation>在 %1 个工位合并对比：已证明至少与 %2 一样好。</translation>
        </message>
        <message>
            <source>Compared here: at least as good as %1 in what was seen. %2</source>
            <comment>model, what is missing</comment>
            <translation>本工位对比：从已见的情况看至少与 %1 一样好。%2</translation>
        </message>
        <message>
            <source>The comparison has not proven that this model is at least as good. Write who answers for it and why; the history keeps both.</source>
            <translation>对比尚未证实该模型至少一样好。写明由谁负责及原因；历史记录会保留两者。</translation>
        </message>
    </context>
    <context>
        <name>RecordedText</name>
        <message numerus="yes">
            <source>%Ln second(s)</source>
            <translation>
                <numerusform>%Ln 秒</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s)</source>
            <translation>
                <numerusform>%Ln 分钟</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>sentence, code</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>%1 (%2 · %3)</source>
            <comment>sentence, code, detail</comment>
            <translation>%1（%2 · %3）</translation>
        </message>
        <message>
            <source>Choose two models and recorded pictures. The line goes on meanwhile.</source>
            <translation>选择两个模型和录制的图片。产线同时继续运行。</translation>
        </message>
        <message>
            <source>Comparing %1 with %2</source>
            <comment>B, A</comment>
            <translation>正在将 %1 与 %2 对比</translation>
        </message>
        <message>
            <source>The comparison was cancelled.</source>
            <translation>对比已取消。</translation>
        </message>
        <message>
            <source>The comparison has ended without a result.</source>
            <translation>对比已结束，没有结果。</translation>
        </message>
        <message>
            <source>Neither model sees anything in these pictures.</source>
            <translation>两个模型在这些图片中都没有发现任何目标。</translation>
        </message>
        <message numerus="yes">
            <source>Not decided: nobody has said what is there of %Ln object(s) on which they differ.</source>
            <translation>
                <numerusform>尚无结论：有 %Ln 个判断不一致的目标，没有人说明实际情况。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not decided: nobody has said what is right of %Ln part(s) on which they differ.</source>
            <translation>
                <numerusform>尚无结论：有 %Ln 个判断不一致的零件，没有人说明哪个正确。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln object(s)</source>
            <translation>
                <numerusform>%Ln 个目标</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln 个零件</numerusform>
            </translation>
        </message>
        <message>
            <source>Not decided by %1. About %2 more would do.</source>
            <comment>parts, number</comment>
            <translation>%1不足以得出结论，大约还需 %2 个。</translation>
        </message>
        <message>
            <source>Not decided by %1. More like these would not decide it either.</source>
            <comment>parts</comment>
            <translation>%1不足以得出结论。更多同样的数据也无法得出结论。</translation>
        </message>
        <message>
            <source>Ends after the picture in hand.</source>
            <translation>处理完当前图片后结束。</translation>
        </message>
        <message>
            <source>Looking whether the pictures and the labels can be read.</source>
            <translation>正在检查图片和标注能否读取。</translation>
        </message>
        <message>
            <source>Waits until models may be loaded.</source>
            <translation>等待可以加载模型。</translation>
        </message>
        <message>
            <source>Loading %1 and %2 beside the line.</source>
            <comment>B, A</comment>
            <translation>正在产线旁加载 %1 和 %2。</translation>
        </message>
        <message numerus="yes">
            <source>Summing up %Ln picture(s).</source>
            <translation>
                <numerusform>正在汇总 %Ln 张图片。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s)</source>
            <translation>
                <numerusform>%Ln 张图片</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2 pictures, about %3 left</source>
            <comment>numbers, time</comment>
            <translation>第 %1 张，共 %2 张图片，大约还需 %3</translation>
        </message>
        <message>
            <source>%1 of %2 pictures</source>
            <translation>第 %1 张，共 %2 张图片</translation>
        </message>
        <message>
            <source>The line is not touched: its models keep judging.</source>
            <translation>产线未受影响：其模型继续检测。</translation>
        </message>
        <message>
            <source>%1 %2 %3</source>
            <comment>what happened, what runs, what to do</comment>
            <translation>%1%2%3</translation>
        </message>
        <message>
            <source>The pictures or the labels are not there.</source>
            <translation>找不到图片或标注。</translation>
        </message>
        <message>
            <source>Check both paths, then start again.</source>
            <translation>请检查两个路径，然后重新开始。</translation>
        </message>
        <message>
            <source>One of the two models cannot be read as it lies in the library.</source>
            <translation>两个模型之一在模型库中的文件无法读取。</translation>
        </message>
        <message>
            <source>Look at it in Library, offer its file once more, then start again.</source>
            <translation>请在“模型库”中查看，再次提交其文件，然后重新开始。</translation>
        </message>
        <message>
            <source>%1, or what is said of its pictures, cannot be compared over.</source>
            <comment>path</comment>
            <translation>无法用 %1 或其图片的标注进行对比。</translation>
        </message>
        <message>
            <source>Choose a folder of pictures or a video, and labels in the form of YOLO or COCO that are of these pictures.</source>
            <translation>请选择图片文件夹或视频，以及属于这些图片的 YOLO 或 COCO 格式标注。</translation>
        </message>
        <message>
            <source>Labels go with pictures, not with a video.</source>
            <translation>标注只能用于图片，不能用于视频。</translation>
        </message>
        <message>
            <source>Leave the labels away, or choose the folder of the labelled pictures.</source>
            <translation>请去掉标注，或选择已标注图片的文件夹。</translation>
        </message>
        <message>
            <source>The two models need %1 MB, %2 MB are free for them.</source>
            <comment>numbers</comment>
            <translation>两个模型需要 %1 MB，可用 %2 MB。</translation>
        </message>
        <message>
            <source>Take a model off a station that does not need it, or compare where there is more memory.</source>
            <translation>请从不需要的工位上撤下一个模型，或在内存更多的计算机上对比。</translation>
        </message>
        <message>
            <source>There is too little memory for more of this comparison.</source>
            <translation>内存不足，无法继续此对比。</translation>
        </message>
        <message>
            <source>Take fewer pictures, or compare where there is more memory.</source>
            <translation>请减少图片，或在内存更多的计算机上对比。</translation>
        </message>
        <message>
            <source>The disk or the network did not give the pictures to the end.</source>
            <translation>磁盘或网络未能提供全部图片。</translation>
        </message>
        <message>
            <source>Check that %1 can be read, then start again.</source>
            <comment>path</comment>
            <translation>请确认 %1 可以读取，然后重新开始。</translation>
        </message>
        <message>
            <source>A library that Lineside uses stopped in the middle.</source>
            <translation>Lineside 使用的一个库中途停止。</translation>
        </message>
        <message>
            <source>Try once more; if it comes again, report the code.</source>
            <translation>请再试一次；如果再次出现，请报告此代码。</translation>
        </message>
        <message>
            <source>Another comparison over recorded pictures runs. The line is not touched. Wait for its end, or cancel it.</source>
            <translation>另一个录制图片对比正在运行。产线未受影响。请等待其结束或将其取消。</translation>
        </message>
        <message>
            <source>A model or the station that was chosen is not there any more. The line is not touched. Choose again, then start.</source>
            <translation>所选的模型或工位已不存在。产线未受影响。请重新选择，然后开始。</translation>
        </message>
        <message numerus="yes">
            <source>In %Ln picture(s) there was nothing to compare.</source>
            <translation>
                <numerusform>%Ln 张图片中没有可对比的内容。</numerusform>
            </translation>
        </message>
        <message>
            <source>With labels it could be said how many are missed and how many are not there.</source>
            <translation>有了标注，才能说明漏检和误检各有多少。</translation>
        </message>
        <message numerus="yes">
            <source>It was cancelled: this is of the first %Ln picture(s).</source>
            <translation>
                <numerusform>对比已取消：这是前 %Ln 张图片的结果。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s) could not be read and are left out.</source>
            <translation>
                <numerusform>%Ln 张图片无法读取，未计入。</numerusform>
            </translation>
        </message>
        <message>
            <source>Labels are there for %1 of %2 pictures.</source>
            <comment>numbers</comment>
            <translation>%2 张图片中有 %1 张带标注。</translation>
        </message>
        <message>
            <source>The later pictures say the opposite of the decision: look at where they differ before you act on it.</source>
            <translation>后面的图片与结论相反：采取行动之前请查看不一致之处。</translation>
        </message>
        <message>
            <source>A %1</source>
            <translation>A %1</translation>
        </message>
        <message>
            <source>B %1</source>
            <translation>B %1</translation>
        </message>
        <message>
            <source>not seen</source>
            <translation>未发现</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>已发现</translation>
        </message>
        <message>
            <source>%1, picture %2</source>
            <comment>video, number</comment>
            <translation>%1，第 %2 张</translation>
        </message>
        <message>
            <source>%1 · mAP50 %2 · mAP50-95 %3 · %4 a picture</source>
            <translation>%1 · mAP50 %2 · mAP50-95 %3 · 每张图片 %4</translation>
        </message>
        <message>
            <source>%1 · %2 a picture</source>
            <translation>%1 · 每张图片 %2</translation>
        </message>
        <message>
            <source>The time was taken on one thread beside the line, on %1: it tells which is quicker, not what it takes on air.</source>
            <translation>用时是在产线旁以单线程在 %1 上测得的：可说明哪个更快，不代表在线时的用时。</translation>
        </message>
        <message>
            <source>Compared. The video is read once more to keep the pictures of where they differ: %1</source>
            <comment>how far that is</comment>
            <translation>对比已完成。正在再读一遍视频，以保留两者不同之处的图片：%1</translation>
        </message>
        <message>
            <source>the comparison was cancelled, and pictures of a video are kept only at its end</source>
            <translation>对比已取消，视频的图片要到对比结束时才保留</translation>
        </message>
        <message>
            <source>no picture of the video was kept</source>
            <translation>没有保留该视频的图片</translation>
        </message>
        <message numerus="yes">
            <source>pictures of the video are kept of %Ln place(s), and this is none of them</source>
            <translation>
                <numerusform>该视频只保留了 %Ln 处的图片，这一处不在其中</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 · %2 of memory</source>
            <comment>figures, size</comment>
            <translation>%1 · 内存 %2</translation>
        </message>
        <message>
            <source>You can say it yourself: Where they differ, Review (R).</source>
            <translation>您可以自己说明：“不一致之处”，“复核”（R）。</translation>
        </message>
        <message>
            <source>No class of A or B is named like these labels: %1. Every such object counts as missed, so look at the names before the figures.</source>
            <translation>A 和 B 都没有与这些标注同名的类别：%1。这样的目标全部计为漏检，看数值之前先核对名称。</translation>
        </message>
        <message>
            <source>Pictures without a YOLO text: %1. They count as empty: whatever a model sees there counts as not there.</source>
            <comment>number</comment>
            <translation>没有 YOLO 文本的图像：%1。它们按空图像计算：模型在其中发现的一切都计为误检。</translation>
        </message>
        <message>
            <source>The memory is what it took when it was loaded there; on air it may be loaded once for each inference thread.</source>
            <translation>内存为其在该处加载时所占用的量；在线时可能为每个推理线程各加载一份。</translation>
        </message>
        <message>
            <source>Not decided by %1. That is too few to say how many more it takes.</source>
            <comment>parts</comment>
            <translation>看过 %1，尚未判定。数量太少，还说不出还需要多少。</translation>
        </message>
    </context>
    <context>
        <name>StationChecks</name>
        <message>
            <source>A station needs a name. The name before stays in force.</source>
            <translation>工位需要名称。原来的名称继续有效。</translation>
        </message>
        <message>
            <source>Another station is called “%1”. The name before stays in force.</source>
            <translation>已有另一个工位叫“%1”。原来的名称继续有效。</translation>
        </message>
        <message>
            <source>No video file is chosen yet. The source before stays in force.</source>
            <translation>尚未选择视频文件。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>There is no file “%1”. The source before stays in force.</source>
            <translation>没有文件“%1”。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>“%1” cannot be read as a file. The source before stays in force.</source>
            <translation>“%1”不能作为文件读取。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>No folder is chosen yet. The source before stays in force.</source>
            <translation>尚未选择文件夹。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>There is no folder “%1”. The source before stays in force.</source>
            <translation>没有文件夹“%1”。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>No address is given yet. The source before stays in force.</source>
            <translation>尚未填写地址。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>The address must begin with rtsp://, rtsps://, http:// or https://. The source before stays in force.</source>
            <translation>地址须以 rtsp://、rtsps://、http:// 或 https:// 开头。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>The address names no computer. The source before stays in force.</source>
            <translation>地址中没有主机名。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>A password in the address would end up in a file. Write $user and $password in its place: both come from the keychain. The source before stays in force.</source>
            <translation>地址中的密码会被写入文件。请改写为 $user 和 $password：两者都取自钥匙串。原来的图像来源继续有效。</translation>
        </message>
        <message>
            <source>“%1” is there twice. The labels before stay in force.</source>
            <translation>“%1”出现了两次。原来的标签继续有效。</translation>
        </message>
        <message>
            <source>“%1” is not among the labels of the contract: %2. The rule before stays in force.</source>
            <translation>“%1”不在约定的标签之中：%2。原来的规则继续有效。</translation>
        </message>
        <message>
            <source>The smallest input must not be above the largest. The range before stays in force.</source>
            <translation>最小输入不能大于最大输入。原来的范围继续有效。</translation>
        </message>
        <message>
            <source>The zone must begin left of where it ends. The zone before stays in force.</source>
            <translation>区域的起点须在终点左侧。原来的区域继续有效。</translation>
        </message>
    </context>
    <context>
        <name>StationMenu</name>
        <message>
            <source>Menu of %1</source>
            <comment>station</comment>
            <translation>%1 的菜单</translation>
        </message>
        <message>
            <source>Roll back: no model before this one</source>
            <translation>回滚：没有更早的模型</translation>
        </message>
        <message>
            <source>Open %1</source>
            <comment>station</comment>
            <translation>打开 %1</translation>
        </message>
        <message>
            <source>Put in preview</source>
            <translation>已设为候选</translation>
        </message>
        <message>
            <source>Take %1 out of the preview</source>
            <comment>model</comment>
            <translation>将 %1 从候选中撤出</translation>
        </message>
        <message>
            <source>Connect the camera again now</source>
            <translation>立即重新连接相机</translation>
        </message>
    </context>
    <context>
        <name>StationsText</name>
        <message>
            <source>%1 stations together: B is at least as good as A, by %2 parts.</source>
            <comment>number, number</comment>
            <translation>%1 个工位合并：B 至少与 A 一样好，依据 %2 个零件。</translation>
        </message>
        <message>
            <source>They have seen too few lots or hours to go by it.</source>
            <translation>所见的批次或小时数太少，还不能据此行事。</translation>
        </message>
        <message>
            <source>%1 stations together: B is worse.</source>
            <comment>number</comment>
            <translation>%1 个工位合并：B 更差。</translation>
        </message>
        <message>
            <source>%1 stations together: B is worse, but by less than the margin.</source>
            <comment>number</comment>
            <translation>%1 个工位合并：B 更差，但差距小于允许的余量。</translation>
        </message>
        <message>
            <source>%1 stations together: not decided after %2 parts, about %3 more.</source>
            <comment>numbers</comment>
            <translation>%1 个工位合并：%2 个零件后尚未得出结论，大约还需 %3 个。</translation>
        </message>
        <message>
            <source>%1 stations together: not decided after %2 parts.</source>
            <comment>numbers</comment>
            <translation>%1 个工位合并：%2 个零件后尚未得出结论。</translation>
        </message>
        <message>
            <source>At one of them later parts say the opposite.</source>
            <translation>其中一个工位后来的零件显示相反的结果。</translation>
        </message>
        <message>
            <source>This station decides for itself; %1 others decide together. Nobody has said that it sees other parts than they do, or its rule or limits differ.</source>
            <comment>number</comment>
            <translation>该工位单独得出结论；另外 %1 个工位合并得出结论。没有人说明它与那些工位看到的是不同的零件，或者它的规则或限值不同。</translation>
        </message>
        <message>
            <source>Each of the %1 stations decides for itself: nobody has said that they see different parts, or their rules or limits differ.</source>
            <comment>number</comment>
            <translation>%1 个工位各自得出结论：没有人说明它们看到的是不同的零件，或者它们的规则或限值不同。</translation>
        </message>
        <message>
            <source>Proven by several stations together: at least as good as A.</source>
            <translation>由多个工位合并证明：至少与 A 一样好。</translation>
        </message>
        <message>
            <source>decided, then contradicted</source>
            <translation>已得出结论，随后出现相反的结果</translation>
        </message>
        <message>
            <source>at least as good</source>
            <translation>至少一样好</translation>
        </message>
        <message>
            <source>at least as good, by too few lots or hours</source>
            <translation>至少一样好，但所见批次或小时数太少</translation>
        </message>
        <message>
            <source>worse</source>
            <translation>更差</translation>
        </message>
        <message>
            <source>worse, by less than the margin</source>
            <translation>更差，差距小于允许的余量</translation>
        </message>
        <message>
            <source>not decided, about %1 more</source>
            <comment>number of parts</comment>
            <translation>尚未得出结论，大约还需 %1 个</translation>
        </message>
        <message>
            <source>not decided</source>
            <translation>尚未得出结论</translation>
        </message>
    </context>
    <context>
        <name>TileText</name>
        <message>
            <source>%1 since %2</source>
            <comment>model, time</comment>
            <translation>%1，始于 %2</translation>
        </message>
        <message>
            <source>shadow %1</source>
            <comment>model</comment>
            <translation>对比 %1</translation>
        </message>
        <message>
            <source>%1 old</source>
            <comment>age of the last picture</comment>
            <translation>%1 前</translation>
        </message>
        <message>
            <source>%1, %2, %3, %4, %5 of %6 per second</source>
            <comment>station, verdict, model, source state, judged, camera</comment>
            <translation>%1，%2，%3，%4，每秒 %5 / %6</translation>
        </message>
        <message>
            <source>Connecting to %1… %2</source>
            <comment>station, time waited</comment>
            <translation>正在连接 %1… %2</translation>
        </message>
        <message>
            <source>No pictures since %1. Verdict: UNKNOWN. %2 Check that the folder is there and can be read.</source>
            <comment>time, next try</comment>
            <translation>自 %1 起没有图像。结果：未知。%2请检查文件夹是否存在且可以读取。</translation>
        </message>
        <message>
            <source>No pictures since %1. Verdict: UNKNOWN. %2 Check that the file is there and can be read.</source>
            <comment>time, next try</comment>
            <translation>自 %1 起没有图像。结果：未知。%2请检查文件是否存在且可以读取。</translation>
        </message>
        <message>
            <source>No camera since %1. Verdict: UNKNOWN. %2 Check its cable, power and address.</source>
            <comment>time, next try</comment>
            <translation>自 %1 起没有相机。结果：未知。%2请检查线缆、电源和地址。</translation>
        </message>
        <message>
            <source>No camera since %1. Verdict: UNKNOWN. %2 Check its cable and power.</source>
            <comment>time, next try</comment>
            <translation>自 %1 起没有相机。结果：未知。%2请检查线缆和电源。</translation>
        </message>
        <message>
            <source>Next try in %1.</source>
            <translation>%1 后重试。</translation>
        </message>
        <message>
            <source>Trying now.</source>
            <translation>正在重试。</translation>
        </message>
        <message>
            <source>No new picture since %1. Verdict: UNKNOWN. Check cable and power of the camera.</source>
            <translation>自 %1 起没有新图像。结果：未知。请检查相机的线缆和电源。</translation>
        </message>
        <message>
            <source>The same picture since %1. Verdict: UNKNOWN. Restart the camera.</source>
            <translation>自 %1 起画面冻结。结果：未知。请重启相机。</translation>
        </message>
        <message>
            <source>The recording ended at %1. It starts again in %2.</source>
            <translation>录像于 %1 结束。%2 后重新开始。</translation>
        </message>
        <message>
            <source>The recording ended at %1. Verdict: UNKNOWN. Choose another under Settings.</source>
            <translation>录像于 %1 结束。结果：未知。请在“设置”中选择其他录像。</translation>
        </message>
        <message>
            <source>Another program uses this camera since %1. Close it there. Next try in %2.</source>
            <translation>自 %1 起有其他程序占用此相机。请在那里关闭。%2 后重试。</translation>
        </message>
        <message>
            <source>Another program uses this camera since %1. Close it there. Trying now.</source>
            <translation>自 %1 起有其他程序占用此相机。请在那里关闭。正在重试。</translation>
        </message>
        <message>
            <source>NO MODEL</source>
            <translation>无模型</translation>
        </message>
        <message>
            <source>%1 waits in preview</source>
            <comment>model</comment>
            <translation>%1 为候选</translation>
        </message>
        <message>
            <source>Drop a weight file here</source>
            <translation>将权重文件拖放到这里</translation>
        </message>
        <message>
            <source>%1 missing</source>
            <comment>label</comment>
            <translation>缺少 %1</translation>
        </message>
        <message>
            <source>%1 found</source>
            <comment>label</comment>
            <translation>发现 %1</translation>
        </message>
        <message>
            <source>low score</source>
            <translation>分数低</translation>
        </message>
        <message>
            <source>%1: low score</source>
            <comment>label</comment>
            <translation>%1：分数低</translation>
        </message>
        <message>
            <source>no part yet</source>
            <translation>尚无零件</translation>
        </message>
        <message>
            <source>%1 rejects, limit %2</source>
            <translation>不合格率 %1，上限 %2</translation>
        </message>
        <message>
            <source>%1 not taken: %2</source>
            <comment>file, reason</comment>
            <translation>%1 已拒绝：%2</translation>
        </message>
        <message>
            <source>%1: %2. %3 judges</source>
            <comment>file, step, running model</comment>
            <translation>%1：%2。%3 继续检测</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>file, step</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>camera</source>
            <comment>figure: pictures a second</comment>
            <translation>相机</translation>
        </message>
        <message>
            <source>judged</source>
            <comment>figure: pictures a second</comment>
            <translation>检测</translation>
        </message>
        <message>
            <source>p50/p99 ms</source>
            <comment>figure: latency</comment>
            <translation>p50/p99 毫秒</translation>
        </message>
        <message>
            <source>skipped</source>
            <comment>figure: pictures</comment>
            <translation>跳过</translation>
        </message>
        <message>
            <source>dropped</source>
            <comment>figure: pictures</comment>
            <translation>未显示</translation>
        </message>
        <message>
            <source>%1 behind, %2 skipped</source>
            <comment>latency, share of pictures</comment>
            <translation>延迟 %1，跳过 %2</translation>
        </message>
        <message>
            <source>Waiting for a new picture. Verdict: UNKNOWN.</source>
            <translation>正在等待新图像。结果：未知。</translation>
        </message>
        <message>
            <source>Waiting for the first picture.</source>
            <translation>正在等待第一幅图像。</translation>
        </message>
        <message>
            <source>waits for %1</source>
            <comment>model that has judged no part yet</comment>
            <translation>等待 %1</translation>
        </message>
        <message>
            <source>not judging now</source>
            <translation>当前未检测</translation>
        </message>
        <message>
            <source>%1 taken back</source>
            <comment>model</comment>
            <translation>%1 已自动撤回</translation>
        </message>
        <message>
            <source>%1 stopped</source>
            <comment>model</comment>
            <translation>%1 已停止</translation>
        </message>
        <message>
            <source>%1 not loaded</source>
            <comment>model</comment>
            <translation>%1 未加载</translation>
        </message>
        <message>
            <source>%1 taken back at %2: %3. %4 judges since then.</source>
            <comment>model, time, reason, model</comment>
            <translation>%1 于 %2 自动撤回：%3。此后由 %4 检测。</translation>
        </message>
        <message>
            <source>%1 stopped at %2. %3 judges since then.</source>
            <comment>model, time, model</comment>
            <translation>%1 于 %2 停止。此后由 %3 检测。</translation>
        </message>
        <message>
            <source>%1 stopped at %2. Choose another model.</source>
            <comment>model, time</comment>
            <translation>%1 于 %2 停止。请选择其他模型。</translation>
        </message>
        <message>
            <source>%1 could not be loaded (%2). Choose another model.</source>
            <comment>model, reason</comment>
            <translation>%1 未能加载（%2）。选择其他模型。</translation>
        </message>
        <message>
            <source>since %1</source>
            <comment>time of the verdict</comment>
            <translation>自 %1</translation>
        </message>
        <message>
            <source>same picture %1 ×</source>
            <comment>how often a camera has sent it</comment>
            <translation>同一画面 %1 次</translation>
        </message>
        <message>
            <source>%1, not loaded yet</source>
            <comment>model</comment>
            <translation>%1，尚未载入</translation>
        </message>
        <message>
            <source>loads a model, judges nothing meanwhile</source>
            <translation>正在加载模型，其间不检测</translation>
        </message>
    </context>
    <context>
        <name>Transition</name>
        <message>
            <source>Put %1 on %2 →</source>
            <comment>model, station</comment>
            <translation>%1 上线到 %2 →</translation>
        </message>
        <message>
            <source>Put %1 on air</source>
            <comment>model</comment>
            <translation>%1 上线</translation>
        </message>
        <message>
            <source>Put on air</source>
            <translation>上线</translation>
        </message>
        <message>
            <source>Put on air…</source>
            <translation>上线…</translation>
        </message>
        <message>
            <source>Nothing in preview</source>
            <translation>没有候选</translation>
        </message>
        <message>
            <source>%1 is not ready yet. %2.</source>
            <comment>file, step</comment>
            <translation>%1 尚未就绪。%2。</translation>
        </message>
        <message>
            <source>Drop a weight file on this station, or choose a model.</source>
            <translation>将权重文件拖放到此工位，或选择一个模型。</translation>
        </message>
        <message>
            <source>Roll back to %1 →</source>
            <comment>model</comment>
            <translation>回滚到 %1 →</translation>
        </message>
        <message>
            <source>Roll back to %1 (loads it first) →</source>
            <comment>model</comment>
            <translation>回滚到 %1（先加载）→</translation>
        </message>
        <message>
            <source>Roll back to %1</source>
            <comment>model</comment>
            <translation>回滚到 %1</translation>
        </message>
        <message>
            <source>Roll back</source>
            <translation>回滚</translation>
        </message>
        <message>
            <source>Put %1 on %2…</source>
            <comment>model, station</comment>
            <translation>%1 上线到 %2…</translation>
        </message>
        <message>
            <source>Put %1 on air…</source>
            <comment>model</comment>
            <translation>%1 上线…</translation>
        </message>
        <message>
            <source>Promote B…</source>
            <translation>B 上线…</translation>
        </message>
        <message>
            <source>Promote B →</source>
            <translation>B 上线 →</translation>
        </message>
        <message>
            <source>%1 goes on %2 in place of %3.</source>
            <comment>model, station, model</comment>
            <translation>%1 将在 %2 上线，替换 %3。</translation>
        </message>
        <message>
            <source>%1 goes on %2.</source>
            <comment>model, station</comment>
            <translation>%1 将在 %2 上线。</translation>
        </message>
        <message>
            <source>Choose B first.</source>
            <translation>请先选择 B。</translation>
        </message>
        <message>
            <source>%1 is on air already.</source>
            <comment>model</comment>
            <translation>%1 已经在线。</translation>
        </message>
        <message>
            <source>%1 is being loaded.</source>
            <comment>model</comment>
            <translation>正在加载 %1。</translation>
        </message>
        <message>
            <source>%1 is not in the preview of %2 yet. Put it there first.</source>
            <comment>model, station</comment>
            <translation>%1 还不是 %2 的候选。请先设为候选。</translation>
        </message>
        <message>
            <source>This station asks for a reason.</source>
            <translation>此工位要求写明原因。</translation>
        </message>
        <message>
            <source>This station asks for a verdict of the comparison, or for who answers for the model and why.</source>
            <translation>此工位要求对比得出结论，或填写由谁对该模型负责以及原因。</translation>
        </message>
        <message>
            <source>Whoever puts a model on air here signs for it.</source>
            <translation>在此让模型上线的人必须签名。</translation>
        </message>
    </context>
    <context>
        <name>VerdictText</name>
        <message>
            <source>it misses %1 more in 1,000 objects</source>
            <translation>每 1,000 个目标多漏检 %1 个</translation>
        </message>
        <message>
            <source>it sees %1 more in 1,000 that are not there</source>
            <translation>每 1,000 个目标多误检 %1 个</translation>
        </message>
        <message>
            <source>it passes %1 more defective ones in 1,000 parts</source>
            <translation>每 1,000 个零件多放过 %1 个不良品</translation>
        </message>
        <message>
            <source>it fails %1 more good ones in 1,000 parts</source>
            <translation>每 1,000 个零件多误判 %1 个良品</translation>
        </message>
        <message>
            <source>B is at least as good as A.</source>
            <translation>B 至少与 A 一样好。</translation>
        </message>
        <message>
            <source>B is worse: %1.</source>
            <translation>B 更差：%1。</translation>
        </message>
        <message>
            <source>B is worse, but by less than the margin: %1.</source>
            <translation>B 更差，但差距小于允许值：%1。</translation>
        </message>
        <message numerus="yes">
            <source>Not decided: %Ln object(s) on which they differ wait for a person.</source>
            <translation>
                <numerusform>尚无结论：有 %Ln 个判断不一致的目标等待人工确认。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not decided: %Ln part(s) on which they differ wait for a person.</source>
            <translation>
                <numerusform>尚无结论：有 %Ln 个判断不一致的零件等待人工确认。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln object(s)</source>
            <translation>
                <numerusform>%Ln 个目标</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln 个零件</numerusform>
            </translation>
        </message>
        <message>
            <source>Collecting: %1. If they stay like this, it cannot be decided.</source>
            <comment>parts</comment>
            <translation>正在收集：%1。如果一直这样，将无法得出结论。</translation>
        </message>
        <message>
            <source>Collecting: %1, about %2 more.</source>
            <comment>parts, number</comment>
            <translation>正在收集：%1，大约还需 %2。</translation>
        </message>
        <message>
            <source>They agree on %1 % of %2 and differ on %3.</source>
            <comment>share, parts, number</comment>
            <translation>在 %2中，两者有 %1 % 判断一致，%3 个不一致。</translation>
        </message>
        <message>
            <source>Nobody has said yet which of the two is right there: that they differ is known, not which is better.</source>
            <translation>这些不一致还没有人确认谁对：目前只知道两者不同，不知道哪个更好。</translation>
        </message>
        <message>
            <source>Proven: at least as good as A.</source>
            <translation>已证实：至少与 A 一样好。</translation>
        </message>
        <message>
            <source>Proven: worse than A.</source>
            <translation>已证实：比 A 差。</translation>
        </message>
        <message>
            <source>Not yet proven to be as good as A.</source>
            <translation>尚未证实与 A 一样好。</translation>
        </message>
        <message>
            <source>What came after the decision says the opposite. The decision stands; look at the newest parts before you act on it.</source>
            <translation>得出结论之后的数据与结论相反。结论仍然保留；采取行动之前请查看最新的零件。</translation>
        </message>
        <message numerus="yes">
            <source>Two people do not say the same of %Ln object(s): counted against either verdict, as if nobody had answered.</source>
            <translation>
                <numerusform>有 %Ln 个物体两人的回答不一致：按无人回答计入，对任何一种结论都不利。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Two people do not say the same of %Ln part(s): counted against either verdict, as if nobody had answered.</source>
            <translation>
                <numerusform>有 %Ln 个零件两人的回答不一致：按无人回答计入，对任何一种结论都不利。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Of %Ln of them there is no picture to look at.</source>
            <translation>
                <numerusform>其中 %Ln 个没有可供查看的图片。</numerusform>
            </translation>
        </message>
        <message>
            <source>yes: not worse by so much</source>
            <translation>有：没有差到这个程度</translation>
        </message>
        <message>
            <source>yes: worse</source>
            <translation>有：更差</translation>
        </message>
        <message>
            <source>yes: worse, by less than that</source>
            <translation>有：更差，但差距小于允许值</translation>
        </message>
        <message>
            <source>no, about %1 more until it is not worse</source>
            <comment>number of parts</comment>
            <translation>无，大约还需 %1 个才能证实不更差</translation>
        </message>
        <message>
            <source>no, about %1 more until it is worse</source>
            <comment>number of parts</comment>
            <translation>无，大约还需 %1 个才能证实更差</translation>
        </message>
        <message>
            <source>no, and not to be decided if it stays like this</source>
            <translation>无，如果一直这样将无法得出结论</translation>
        </message>
        <message>
            <source>Collecting: %1. That is too few to say how many more it takes.</source>
            <comment>parts</comment>
            <translation>正在收集：%1。数量太少，还无法估计还需要多少。</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>尚无</translation>
        </message>
        <message>
            <source>%1 (%2 or more)</source>
            <comment>number of parts, the least</comment>
            <translation>%1（至少 %2）</translation>
        </message>
        <message>
            <source>%1 (%2 to %3)</source>
            <comment>number of parts, least, most</comment>
            <translation>%1（%2 到 %3）</translation>
        </message>
        <message>
            <source>About %1 more if they stay like this.</source>
            <comment>number of parts</comment>
            <translation>如果保持现状，大约还需 %1 个。</translation>
        </message>
        <message>
            <source>No further part is counted while %1 wait for your answers.</source>
            <comment>number</comment>
            <translation>有 %1 个在等待您的回答，其间不再计入新的零件。</translation>
        </message>
        <message>
            <source>To begin anew, stop the comparison and start it again.</source>
            <translation>要重新开始，停止对比后再启动。</translation>
        </message>
        <message>
            <source>B is at least as good as A in what was seen.</source>
            <translation>从已见的情况看，B 至少与 A 一样好。</translation>
        </message>
        <message>
            <source>What came after the decision says the opposite. The decision stands; look at the newest objects before you act on it.</source>
            <translation>判定之后看到的情况与之相反。判定仍然有效；据此行动之前，先看看最新的对象。</translation>
        </message>
        <message>
            <source>No further object is counted while %1 wait for your answers.</source>
            <comment>number</comment>
            <translation>还有 %1 个等待您的答复，在此之前不再计入新的对象。</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>%1 (%n thread(s))</source>
            <comment>processor</comment>
            <translation>
                <numerusform>%1（%n 个线程）</numerusform>
            </translation>
        </message>
        <message>
            <source>Models run on: %1.</source>
            <translation>模型运行于：%1。</translation>
        </message>
        <message>
            <source>This computer has no GPU that Lineside can use. Models run on: %1.</source>
            <translation>这台计算机没有 Lineside 可用的 GPU。模型运行于：%1。</translation>
        </message>
        <message>
            <source>This program was built without GPU libraries. Models run on: %1.</source>
            <translation>本程序构建时未包含 GPU 库。模型运行于：%1。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between the names of labels</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>%1 × %2</source>
            <comment>width × height in pixels</comment>
            <translation>%1 × %2</translation>
        </message>
        <message>
            <source>not available</source>
            <translation>无数据</translation>
        </message>
        <message>
            <source>In library</source>
            <translation>在库中</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>加载中</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <source>As the file says</source>
            <translation>以文件为准</translation>
        </message>
        <message>
            <source>YOLOX, first version</source>
            <translation>YOLOX 首版</translation>
        </message>
        <message>
            <source>Demo line</source>
            <translation>演示产线</translation>
        </message>
        <message>
            <source>Video file</source>
            <translation>视频文件</translation>
        </message>
        <message>
            <source>Folder of pictures</source>
            <translation>图片文件夹</translation>
        </message>
        <message>
            <source>Camera of this computer</source>
            <translation>本机摄像头</translation>
        </message>
        <message>
            <source>Network camera (RTSP, HTTP)</source>
            <translation>网络摄像头（RTSP、HTTP）</translation>
        </message>
        <message>
            <source>Program started</source>
            <translation>程序启动</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>已导入</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>已拒绝</translation>
        </message>
        <message>
            <source>Put in preview</source>
            <translation>已设为候选</translation>
        </message>
        <message>
            <source>Promoted</source>
            <translation>已上线</translation>
        </message>
        <message>
            <source>Rolled back</source>
            <translation>已回滚</translation>
        </message>
        <message>
            <source>Removed</source>
            <translation>已移除</translation>
        </message>
        <message>
            <source>Comparison started</source>
            <translation>对比开始</translation>
        </message>
        <message>
            <source>Comparison stopped</source>
            <translation>对比停止</translation>
        </message>
        <message>
            <source>Camera lost</source>
            <translation>相机断开</translation>
        </message>
        <message>
            <source>Camera back</source>
            <translation>相机恢复</translation>
        </message>
        <message>
            <source>Stations changed</source>
            <translation>工位已更改</translation>
        </message>
        <message>
            <source>Settings file not taken</source>
            <translation>设置文件未采用</translation>
        </message>
        <message>
            <source>Model stopped</source>
            <translation>模型停止</translation>
        </message>
        <message>
            <source>healthy after %1</source>
            <translation>%1 后确认正常</translation>
        </message>
        <message>
            <source>nothing in the pictures of %1 proves it healthy</source>
            <translation>%1 内的画面未能证明其正常</translation>
        </message>
        <message>
            <source>no verdict while %1 pictures came</source>
            <translation>收到 %1 帧画面而没有判定</translation>
        </message>
        <message>
            <source>verdicts after %1, %2 are allowed, %3 of the pictures skipped</source>
            <comment>median, limit, share</comment>
            <translation>判定耗时 %1，允许 %2，跳过 %3 的画面</translation>
        </message>
        <message>
            <source>nothing found in %1 pictures, in %2 of %3 compared ones the model before saw something</source>
            <translation>%1 帧中什么也没有检出，而在对比的 %3 帧中，之前的模型有 %2 帧检出目标</translation>
        </message>
        <message>
            <source>no verdicts</source>
            <translation>没有判定</translation>
        </message>
        <message>
            <source>too slow</source>
            <translation>太慢</translation>
        </message>
        <message>
            <source>found nothing</source>
            <translation>什么也没有检出</translation>
        </message>
        <message>
            <source>PASS</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>FAIL</source>
            <translation>不合格</translation>
        </message>
        <message>
            <source>UNSURE</source>
            <translation>不确定</translation>
        </message>
        <message>
            <source>UNKNOWN</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>The values do not fit together (%1).</source>
            <translation>这些值互相矛盾（%1）。</translation>
        </message>
        <message>
            <source>Lineside does not take this kind (%1).</source>
            <translation>Lineside 不接受这一类型（%1）。</translation>
        </message>
        <message>
            <source>Nothing was found there (%1).</source>
            <translation>那里没有找到任何内容（%1）。</translation>
        </message>
        <message>
            <source>It is in use now (%1).</source>
            <translation>正在被使用（%1）。</translation>
        </message>
        <message>
            <source>There is not enough free memory (%1).</source>
            <translation>可用内存不足（%1）。</translation>
        </message>
        <message>
            <source>The disk, the network or the device did not answer (%1).</source>
            <translation>磁盘、网络或设备没有响应（%1）。</translation>
        </message>
        <message>
            <source>It was cancelled.</source>
            <translation>已取消。</translation>
        </message>
        <message>
            <source>A library of the program misbehaved (%1).</source>
            <translation>程序使用的一个库出现异常（%1）。</translation>
        </message>
        <message>
            <source>Damaged file left out</source>
            <translation>忽略了损坏的文件</translation>
        </message>
        <message>
            <source>Not saved</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>Saved again</source>
            <translation>已重新保存</translation>
        </message>
        <message>
            <source>Not finished</source>
            <translation>未完成</translation>
        </message>
        <message>
            <source>The disk is full (%1).</source>
            <translation>磁盘已满（%1）。</translation>
        </message>
        <message>
            <source>The model is not ready there (%1).</source>
            <translation>该模型在那里尚未就绪（%1）。</translation>
        </message>
        <message>
            <source>connecting</source>
            <translation>连接中</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>no new picture</source>
            <translation>没有新图像</translation>
        </message>
        <message>
            <source>picture frozen</source>
            <translation>画面冻结</translation>
        </message>
        <message>
            <source>ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <source>offline</source>
            <translation>离线</translation>
        </message>
        <message>
            <source>camera in use</source>
            <translation>相机被占用</translation>
        </message>
        <message>
            <source>no model</source>
            <translation>无模型</translation>
        </message>
        <message>
            <source>The station asks for a reason (%1).</source>
            <translation>此工位要求写明原因（%1）。</translation>
        </message>
        <message>
            <source>Signing keys changed</source>
            <translation>签名密钥已更改</translation>
        </message>
        <message>
            <source>Reading of files changed</source>
            <translation>文件读取方式已更改</translation>
        </message>
        <message>
            <source>not signed</source>
            <translation>没有签名</translation>
        </message>
        <message>
            <source>by %1 (key %2)</source>
            <translation>由 %1 签名（密钥 %2）</translation>
        </message>
        <message>
            <source>by key %1, which is not trusted or was not at the import</source>
            <translation>由密钥 %1 签名；该密钥现在或导入时不受信任</translation>
        </message>
        <message>
            <source>by %1, whose key %2 is revoked</source>
            <translation>由 %1 签名，其密钥 %2 已吊销</translation>
        </message>
        <message>
            <source>Watched folder changed</source>
            <translation>监视的文件夹已更改</translation>
        </message>
        <message>
            <source>Watched folder lost</source>
            <translation>监视的文件夹不可用</translation>
        </message>
        <message>
            <source>Watched folder back</source>
            <translation>监视的文件夹已恢复</translation>
        </message>
        <message>
            <source>Loading of models changed</source>
            <translation>模型加载规定已更改</translation>
        </message>
        <message>
            <source>Loaded at once</source>
            <translation>立即加载</translation>
        </message>
        <message>
            <source>Safe mode</source>
            <translation>安全模式</translation>
        </message>
        <message>
            <source>Set back</source>
            <translation>已恢复原模型</translation>
        </message>
        <message>
            <source>Safe mode left</source>
            <translation>安全模式已退出</translation>
        </message>
        <message>
            <source>This is in force, but was not written to the settings file. %1 After a restart it is as before.</source>
            <translation>此设置已生效，但没有写入设置文件。%1重启后恢复原样。</translation>
        </message>
        <message>
            <source>This was not changed. %1</source>
            <translation>此设置没有更改。%1</translation>
        </message>
        <message>
            <source>Verdicts not recorded</source>
            <translation>检测结果未记录</translation>
        </message>
        <message>
            <source>Verdicts recorded again</source>
            <translation>检测结果恢复记录</translation>
        </message>
        <message numerus="yes">
            <source>%Ln object(s)</source>
            <translation>
                <numerusform>%Ln 个目标</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln 个零件</numerusform>
            </translation>
        </message>
        <message>
            <source>compared: decided, then contradicted, %1, %2 of them different</source>
            <comment>parts, number</comment>
            <translation>对比：得出结论后出现相反结果，%1，其中 %2 个不一致</translation>
        </message>
        <message>
            <source>compared: at least as good, %1, %2 of them different</source>
            <comment>parts, number</comment>
            <translation>对比：至少一样好，%1，其中 %2 个不一致</translation>
        </message>
        <message>
            <source>compared: worse, %1, %2 of them different</source>
            <comment>parts, number</comment>
            <translation>对比：更差，%1，其中 %2 个不一致</translation>
        </message>
        <message>
            <source>compared: not decided, %1, %2 of them different</source>
            <comment>parts, number</comment>
            <translation>对比：尚无结论，%1，其中 %2 个不一致</translation>
        </message>
        <message>
            <source>The station asks for a verdict, or for who answers and why (%1).</source>
            <translation>此工位要求对比结论，或负责人和原因（%1）。</translation>
        </message>
        <message>
            <source>Lot changed</source>
            <translation>批次已更改</translation>
        </message>
        <message>
            <source>Golden frame kept</source>
            <translation>已保留基准帧</translation>
        </message>
        <message>
            <source>Golden frame dropped</source>
            <translation>已删除基准帧</translation>
        </message>
        <message>
            <source>People changed</source>
            <translation>人员已更改</translation>
        </message>
        <message>
            <source>Recording changed</source>
            <translation>记录方式已更改</translation>
        </message>
        <message>
            <source>It needs %1: sign in.</source>
            <comment>least role: an engineer</comment>
            <translation>需要%1：请登录。</translation>
        </message>
        <message>
            <source>Whoever puts a model on air there signs for it.</source>
            <translation>在那里让模型上线的人必须签名。</translation>
        </message>
        <message>
            <source>Record sealed</source>
            <translation>记录已封存</translation>
        </message>
        <message numerus="yes">
            <source>%1 on %Ln lot(s)</source>
            <comment>parts</comment>
            <translation>
                <numerusform>%1，%Ln 个批次</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 in %Ln hour(s) of the clock</source>
            <comment>parts</comment>
            <translation>
                <numerusform>%1，%Ln 个钟点</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 at %Ln station(s)</source>
            <comment>parts</comment>
            <translation>
                <numerusform>%1，%Ln 个工位</numerusform>
            </translation>
        </message>
        <message>
            <source>Record not sealed</source>
            <translation>记录未封存</translation>
        </message>
    </context>
    <context>
        <name>lineside::ApplyRow</name>
        <message>
            <source>Changes</source>
            <translation>更改</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>Back to the defaults</source>
            <translation>恢复默认值</translation>
        </message>
    </context>
    <context>
        <name>lineside::CanaryPage</name>
        <message>
            <source>Canary</source>
            <translation>灰度上线</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>您的姓名</translation>
        </message>
        <message>
            <source>Who says this to the canary</source>
            <translation>谁对灰度上线作出此决定</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Go on to the next step</source>
            <translation>进入下一步</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>撤回</translation>
        </message>
        <message>
            <source>Give all its stations their models of before</source>
            <translation>让其所有工位恢复之前的模型</translation>
        </message>
        <message>
            <source>Evidence of harm</source>
            <translation>有害证据</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>恢复</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Go on after the pause</source>
            <translation>暂停之后继续</translation>
        </message>
        <message>
            <source>Begin no further step for now</source>
            <translation>暂不开始下一步</translation>
        </message>
        <message>
            <source>Review rejected parts (%1)</source>
            <comment>number that wait</comment>
            <translation>复核不合格零件（%1）</translation>
        </message>
    </context>
    <context>
        <name>lineside::CanaryStart</name>
        <message>
            <source>Begin a canary</source>
            <translation>开始灰度上线</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Model that goes on air step by step</source>
            <translation>逐步上线的模型</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>计划</translation>
        </message>
        <message>
            <source>Plan by which it goes on air</source>
            <translation>上线所依据的计划</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Why this model goes on air</source>
            <translation>此模型上线的原因</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>您的姓名</translation>
        </message>
        <message>
            <source>Who answers for this model</source>
            <translation>谁为此模型负责</translation>
        </message>
        <message>
            <source>Change plan…</source>
            <translation>修改计划…</translation>
        </message>
        <message>
            <source>Change the chosen plan</source>
            <translation>修改所选的计划</translation>
        </message>
        <message>
            <source>New plan…</source>
            <translation>新建计划…</translation>
        </message>
        <message>
            <source>Make a new plan</source>
            <translation>新建一个计划</translation>
        </message>
        <message>
            <source>Remove plan</source>
            <translation>删除计划</translation>
        </message>
        <message>
            <source>Remove the chosen plan</source>
            <translation>删除所选的计划</translation>
        </message>
        <message>
            <source>One station, then all</source>
            <translation>先一个工位，再全部</translation>
        </message>
        <message>
            <source>Begin with %1</source>
            <comment>model</comment>
            <translation>以 %1 开始</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>The library has no model yet. Import one first.</source>
            <translation>模型库中还没有模型。请先导入一个。</translation>
        </message>
        <message>
            <source>There is no plan and no station yet.</source>
            <translation>还没有计划和工位。</translation>
        </message>
        <message>
            <source>%1 has this model already.</source>
            <comment>station</comment>
            <translation>%1 已经在用此模型。</translation>
        </message>
        <message>
            <source>No comparison has proven this model there: write your name and the reason.</source>
            <translation>那里没有对比证明过此模型：请写下您的姓名和原因。</translation>
        </message>
        <message>
            <source>Write the reason.</source>
            <translation>请写下原因。</translation>
        </message>
        <message>
            <source>These changes of labels or input size are meant</source>
            <translation>确认要更改这些标签或输入尺寸</translation>
        </message>
        <message>
            <source>%1: at least as good in what was seen. %2</source>
            <comment>station, what is missing</comment>
            <translation>%1：从已见的情况看至少一样好。%2</translation>
        </message>
    </context>
    <context>
        <name>lineside::CanaryTables</name>
        <message>
            <source>few rejects before: only gross harm can be seen</source>
            <translation>之前不合格很少：只能看出严重的危害</translation>
        </message>
        <message>
            <source>without %1</source>
            <comment>stations</comment>
            <translation>不含 %1</translation>
        </message>
        <message>
            <source>; </source>
            <comment>between remarks</comment>
            <translation>；</translation>
        </message>
        <message>
            <source>Stations</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Guards</source>
            <translation>守卫</translation>
        </message>
        <message>
            <source>Step</source>
            <translation>步骤</translation>
        </message>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>之前</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Parts in this step</source>
            <translation>本步的零件数</translation>
        </message>
        <message>
            <source>Watches</source>
            <translation>监视内容</translation>
        </message>
        <message>
            <source>Evidence of harm</source>
            <translation>有害证据</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>备注</translation>
        </message>
        <message>
            <source>Stations of the canary</source>
            <translation>灰度上线的工位</translation>
        </message>
        <message>
            <source>Guards of the canary</source>
            <translation>灰度上线的守卫</translation>
        </message>
        <message>
            <source>not begun</source>
            <translation>未开始</translation>
        </message>
        <message>
            <source>parts that people answered about: %1</source>
            <comment>number</comment>
            <translation>人工已回答的零件：%1</translation>
        </message>
        <message>
            <source>rejects %1, usually %2</source>
            <comment>shares</comment>
            <translation>不合格 %1，通常 %2</translation>
        </message>
        <message>
            <source>rejects %1</source>
            <comment>share</comment>
            <translation>不合格 %1</translation>
        </message>
        <message>
            <source>good ones among them %1, at most %2 may be</source>
            <comment>shares</comment>
            <translation>其中合格的占 %1，最多允许 %2</translation>
        </message>
        <message>
            <source>%1 MB now, %2 MB at most</source>
            <comment>numbers</comment>
            <translation>现在 %1 MB，最多 %2 MB</translation>
        </message>
        <message>
            <source>%1 now, %2 at most</source>
            <comment>times</comment>
            <translation>现在 %1，最多 %2</translation>
        </message>
        <message>
            <source>no bet: a limit</source>
            <translation>不下注：为限值</translation>
        </message>
    </context>
    <context>
        <name>lineside::CanaryText</name>
        <message>
            <source>No canary has run</source>
            <translation>还没有进行过灰度上线</translation>
        </message>
        <message>
            <source>Canary “%1”: %2, step %3 of %4. %5</source>
            <comment>plan, model, number, number, state</comment>
            <translation>灰度上线“%1”：%2，第 %3 步，共 %4 步。%5</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <comment>days of the week</comment>
            <translation>%1至%2</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>days, hours</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>the whole day</source>
            <translation>全天</translation>
        </message>
        <message>
            <source>%1 to %2</source>
            <comment>times of day</comment>
            <translation>%1–%2</translation>
        </message>
        <message>
            <source>; </source>
            <comment>between days and hours</comment>
            <translation>；</translation>
        </message>
        <message>
            <source>A canary puts a new model on air at some stations first and watches what it does there. Where it does harm, it is taken back at all of them by itself; it never goes past a question without you.</source>
            <translation>灰度上线先让新模型在部分工位上线，并监视它在那里的表现。一旦有害，会自动在所有这些工位撤回；没有您的决定，它绝不会越过提问继续。</translation>
        </message>
        <message>
            <source>The next stations are being got ready.</source>
            <translation>正在准备下一批工位。</translation>
        </message>
        <message>
            <source>Step %1 begins in the hours that the plan has for it: %2.</source>
            <comment>number, days and hours</comment>
            <translation>第 %1 步在计划规定的时段内开始：%2。</translation>
        </message>
        <message>
            <source>%1 Then you are asked.</source>
            <comment>what must be first</comment>
            <translation>%1然后会询问您。</translation>
        </message>
        <message>
            <source>%1 Then it goes on by itself.</source>
            <comment>what must be first</comment>
            <translation>%1然后自动继续。</translation>
        </message>
        <message>
            <source>This step has seen what it must, and no harm. Go on, or take the model back. The guards keep watching.</source>
            <translation>本步已看到应看的内容，没有危害。请继续，或撤回模型。守卫仍在监视。</translation>
        </message>
        <message>
            <source>Paused. The stations keep the models that they have, and the guards keep watching.</source>
            <translation>已暂停。各工位保持现有模型，守卫仍在监视。</translation>
        </message>
        <message>
            <source>%1 is on air at all its stations. Its rejects are still watched.</source>
            <comment>model</comment>
            <translation>%1 已在其所有工位上线。其不合格仍受监视。</translation>
        </message>
        <message>
            <source>%1 is on air at all its stations.</source>
            <comment>model</comment>
            <translation>%1 已在其所有工位上线。</translation>
        </message>
        <message>
            <source>%1: %2. %3 was taken back after %4 parts. Its stations have their models of before. Compare the two before you try again.</source>
            <comment>station, what went wrong, model, number</comment>
            <translation>%1：%2。%3 在 %4 个零件之后被撤回。其工位已恢复之前的模型。再次尝试之前，请对比这两个模型。</translation>
        </message>
        <message>
            <source>%1 was taken back. Its stations have their models of before.</source>
            <comment>model</comment>
            <translation>%1 已撤回。其工位已恢复之前的模型。</translation>
        </message>
        <message>
            <source>It was ended. Its stations have their models of before; the history says why.</source>
            <translation>已结束。其工位已恢复之前的模型；原因见历史记录。</translation>
        </message>
        <message>
            <source>It was ended by %1. Its stations have their models of before.</source>
            <comment>name of a person</comment>
            <translation>由 %1 结束。其工位已恢复之前的模型。</translation>
        </message>
        <message>
            <source>Evidence of harm: %1 of what takes the model back</source>
            <comment>share</comment>
            <translation>有害证据：达到撤回所需的 %1</translation>
        </message>
        <message>
            <source>Step %1: %2.</source>
            <comment>number, stations</comment>
            <translation>第 %1 步：%2。</translation>
        </message>
        <message>
            <source>It was not begun, and nothing changed. Each of its stations needs a model to go back to, and 100 parts judged with it, to know what is usual there (%1).</source>
            <translation>未开始，没有任何改变。其每个工位都需要一个可回退的模型，以及用它判定过的 100 个零件，才知道那里的正常情况（%1）。</translation>
        </message>
        <message>
            <source>That was not done, and nothing changed: %1. Try again once that is over.</source>
            <translation>未执行，没有任何改变：%1。请待其结束后再试。</translation>
        </message>
        <message>
            <source>That was not done, and nothing changed: the plan does not fit this line as it is now (%1).</source>
            <translation>未执行，没有任何改变：计划与产线当前状况不符（%1）。</translation>
        </message>
        <message>
            <source>%1 It waits for lots too: %2 of %3 were seen.</source>
            <comment>what must be first, numbers</comment>
            <translation>%1此外还要等待批次：已见 %2 个，共需 %3 个。</translation>
        </message>
        <message>
            <source>Paused. The stations keep the models that they have, and the guards keep watching; the history says why.</source>
            <translation>已暂停。各工位保持现有模型，守卫仍在监视；原因见历史记录。</translation>
        </message>
        <message>
            <source>Step %1 lasts until lots were seen: %2.</source>
            <comment>numbers</comment>
            <translation>第 %1 步持续到见过的批次数达到 %2。</translation>
        </message>
        <message>
            <source>You are asked whether rejected parts are defective: where more than %1 of them were good, it is taken back.</source>
            <comment>share</comment>
            <translation>会询问您被判不合格的零件是否确有缺陷：其中超过 %1 实为合格时，模型会被撤回。</translation>
        </message>
        <message>
            <source>%1, rejected at %2 by %3</source>
            <comment>station, time, model</comment>
            <translation>%1，%2 由 %3 判为不合格</translation>
        </message>
        <message>
            <source>%1, rejected at %2. Its picture is not here any more.</source>
            <comment>station, time</comment>
            <translation>%1，%2 判为不合格。其图像已不在这里。</translation>
        </message>
        <message>
            <source>Rejected</source>
            <translation>不合格</translation>
        </message>
        <message>
            <source>Rejected: %1 is missing</source>
            <comment>label</comment>
            <translation>不合格：缺少 %1</translation>
        </message>
        <message>
            <source>Rejected: %1 was found</source>
            <comment>label</comment>
            <translation>不合格：发现 %1</translation>
        </message>
        <message>
            <source>Rejected: the score of %1 is low</source>
            <comment>label</comment>
            <translation>不合格：%1 的得分低</translation>
        </message>
        <message>
            <source>Rejected: %1</source>
            <comment>label</comment>
            <translation>不合格：%1</translation>
        </message>
        <message numerus="yes">
            <source>Each station of this step judges %1 parts first, and %Ln minute(s) pass.</source>
            <translation>
                <numerusform>先让本步的每个工位判定 %1 个零件，并经过 %Ln 分钟。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Fewer than %1 parts came in %Ln minute(s). It goes on by itself once they are there; “Resume” waits as long again.</source>
            <translation>
                <numerusform>%Ln 分钟内来的零件少于 %1 个。数量够了会自动继续；按“恢复”则再等同样长的时间。</numerusform>
            </translation>
        </message>
        <message>
            <source>A station of this step has finished no parts for a while. It goes on by itself once they come; “Resume” waits as long again.</source>
            <translation>本步有工位已有一段时间没有完成零件。零件来了会自动继续；按“恢复”则再等同样长的时间。</translation>
        </message>
        <message numerus="yes">
            <source>Fewer than %1 lots were seen in %Ln minute(s). It goes on by itself once they are there; “Resume” waits as long again.</source>
            <translation>
                <numerusform>%Ln 分钟内看到的批次少于 %1 个。数量够了会自动继续；按“恢复”则再等同样长的时间。</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 The guards keep watching.</source>
            <comment>a sentence that says why it is paused</comment>
            <translation>%1守卫仍在监视。</translation>
        </message>
        <message>
            <source>What changes cannot be saved now, and nothing further goes on air before it can be. The stations keep the models that they have, and the guards keep watching. It goes on by itself; free space on the disk, or let the data folder be written.</source>
            <translation>现在更改不能保存，在可以保存之前不再有模型上线。各工位保持现有模型，守卫继续监视。之后自动继续；可腾出磁盘空间，或让数据文件夹可写。</translation>
        </message>
    </context>
    <context>
        <name>lineside::CanaryWords</name>
        <message>
            <source>%1 MB</source>
            <comment>number</comment>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>%1 (%2, at most %3)</source>
            <comment>what went wrong, times or MB</comment>
            <translation>%1（%2，上限 %3）</translation>
        </message>
        <message>
            <source>%1 (%2 of them, at most %3 may be)</source>
            <comment>what went wrong, shares</comment>
            <translation>%1（占其中的 %2，最多允许 %3）</translation>
        </message>
        <message>
            <source>%1 (rejects %2, usually %3)</source>
            <comment>what went wrong, shares</comment>
            <translation>%1（不合格 %2，通常 %3）</translation>
        </message>
        <message>
            <source>Waits for its hours</source>
            <translation>等待规定时段</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Waits for your word</source>
            <translation>等待您的决定</translation>
        </message>
        <message>
            <source>Paused by hand</source>
            <translation>已手动暂停</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>已撤回</translation>
        </message>
        <message>
            <source>Ended by hand, taken back</source>
            <translation>已手动结束并撤回</translation>
        </message>
        <message>
            <source>Rejects against the stations beside it</source>
            <translation>与旁边工位相比的不合格</translation>
        </message>
        <message>
            <source>Rejects against its own past</source>
            <translation>与自身过去相比的不合格</translation>
        </message>
        <message>
            <source>Parts with nothing found</source>
            <translation>什么也没检出的零件</translation>
        </message>
        <message>
            <source>Rejects against the old model</source>
            <translation>与旧模型相比的不合格</translation>
        </message>
        <message>
            <source>Verdicts in time</source>
            <translation>判定是否及时</translation>
        </message>
        <message>
            <source>Flow of verdicts</source>
            <translation>判定是否连续</translation>
        </message>
        <message>
            <source>Rejects in the long run</source>
            <translation>长期不合格</translation>
        </message>
        <message>
            <source>its rejects are not those of the stations beside it</source>
            <translation>其不合格与旁边的工位不同</translation>
        </message>
        <message>
            <source>its rejects are not what they were before</source>
            <translation>其不合格与之前不同</translation>
        </message>
        <message>
            <source>nothing is found on too many parts</source>
            <translation>太多零件上什么也没检出</translation>
        </message>
        <message>
            <source>it rejects what the old model passes</source>
            <translation>它把旧模型放行的零件判为不合格</translation>
        </message>
        <message>
            <source>verdicts come too late</source>
            <translation>判定来得太晚</translation>
        </message>
        <message>
            <source>no verdicts come</source>
            <translation>没有判定</translation>
        </message>
        <message>
            <source>its rejects rose in the long run</source>
            <translation>其不合格长期上升</translation>
        </message>
        <message>
            <source>The plan needs a name.</source>
            <translation>计划需要一个名称。</translation>
        </message>
        <message>
            <source>The plan needs a step.</source>
            <translation>计划需要一个步骤。</translation>
        </message>
        <message>
            <source>Step %1: there is no station “%2”.</source>
            <translation>第 %1 步：没有工位“%2”。</translation>
        </message>
        <message>
            <source>%1 is named twice.</source>
            <comment>station</comment>
            <translation>%1 被指定了两次。</translation>
        </message>
        <message>
            <source>Step %1: the plan does not cover %2.</source>
            <comment>number, station</comment>
            <translation>第 %1 步：计划不包括 %2。</translation>
        </message>
        <message>
            <source>Step %1 adds no station.</source>
            <comment>number</comment>
            <translation>第 %1 步没有增加工位。</translation>
        </message>
        <message>
            <source>A number is out of its range: %1.</source>
            <translation>数值超出范围：%1。</translation>
        </message>
        <message>
            <source>Step %1: a number is out of its range: %2.</source>
            <translation>第 %1 步：数值超出范围：%2。</translation>
        </message>
        <message>
            <source>No station keeps the old model, and nothing else watches the rejects. Let “own past” watch too, or leave a station out.</source>
            <translation>没有工位保留旧模型，也没有别的守卫监视不合格。请让“自身过去”也参与监视，或留出一个工位。</translation>
        </message>
        <message>
            <source>In the last step no station keeps the old model: rejects are held against the past alone, which a change of lots or of light can look like. About one in five such steps is taken back without need.</source>
            <translation>最后一步没有工位保留旧模型：不合格只能与过去相比，而批次或光照的变化看起来也会这样。这样的步骤约五分之一会被不必要地撤回。</translation>
        </message>
        <message>
            <source>Step %1 waits for lots, and no station tells them.</source>
            <comment>number</comment>
            <translation>第 %1 步要等待批次，但没有工位报告批次。</translation>
        </message>
        <message>
            <source>No record of verdicts is kept, out of which the guards learn what is usual.</source>
            <translation>没有保存判定记录，守卫无法得知正常情况。</translation>
        </message>
        <message>
            <source>Another plan has this name.</source>
            <translation>另一个计划已用此名称。</translation>
        </message>
        <message>
            <source>Canary plans changed</source>
            <translation>灰度计划已更改</translation>
        </message>
        <message>
            <source>Canary begun</source>
            <translation>灰度上线已开始</translation>
        </message>
        <message>
            <source>Canary step begun</source>
            <translation>灰度步骤已开始</translation>
        </message>
        <message>
            <source>Canary waits for a word</source>
            <translation>灰度上线等待决定</translation>
        </message>
        <message>
            <source>Canary paused</source>
            <translation>灰度上线已暂停</translation>
        </message>
        <message>
            <source>Canary goes on</source>
            <translation>灰度上线继续</translation>
        </message>
        <message>
            <source>Canary taken back</source>
            <translation>灰度上线已撤回</translation>
        </message>
        <message>
            <source>Canary ended</source>
            <translation>灰度上线已结束</translation>
        </message>
        <message>
            <source>Canary done</source>
            <translation>灰度上线已完成</translation>
        </message>
        <message>
            <source>The canary plans were changed at %1.</source>
            <comment>time</comment>
            <translation>灰度计划于 %1 更改。</translation>
        </message>
        <message>
            <source>Canary “%1”: %2 goes on air step by step since %3.</source>
            <comment>plan, model, time</comment>
            <translation>灰度上线“%1”：%2 自 %3 起逐步上线。</translation>
        </message>
        <message>
            <source>Canary “%1”: step %2 of %3 began at %4 with %5.</source>
            <comment>plan, number, number, time, model</comment>
            <translation>灰度上线“%1”：第 %2 步（共 %3 步）于 %4 以 %5 开始。</translation>
        </message>
        <message>
            <source>Canary “%1”: step %2 of %3 has seen what it must at %4. Look at Canary, then go on or take it back.</source>
            <comment>plan, number, number, time</comment>
            <translation>灰度上线“%1”：第 %2 步（共 %3 步）于 %4 已看到应看的内容。请到“灰度上线”查看，然后继续或撤回。</translation>
        </message>
        <message>
            <source>Canary “%1” was paused at %2. The stations keep the models that they have.</source>
            <comment>plan, time</comment>
            <translation>灰度上线“%1”于 %2 暂停。各工位保持现有模型。</translation>
        </message>
        <message>
            <source>Canary “%1” goes on since %2.</source>
            <comment>plan, time</comment>
            <translation>灰度上线“%1”自 %2 起继续。</translation>
        </message>
        <message>
            <source>Canary “%1”: %2 was taken back at %3. %4: %5. Its stations have their models of before.</source>
            <comment>plan, model, time, station, what went wrong</comment>
            <translation>灰度上线“%1”：%2 于 %3 被撤回。%4：%5。其工位已恢复之前的模型。</translation>
        </message>
        <message>
            <source>Canary “%1”: %2 was taken back at %3. Its stations have their models of before.</source>
            <comment>plan, model, time</comment>
            <translation>灰度上线“%1”：%2 于 %3 被撤回。其工位已恢复之前的模型。</translation>
        </message>
        <message>
            <source>Canary “%1” was ended at %2. Its stations have their models of before.</source>
            <comment>plan, time</comment>
            <translation>灰度上线“%1”于 %2 结束。其工位已恢复之前的模型。</translation>
        </message>
        <message>
            <source>Canary “%1” is done: %2 is on air at all its stations since %3.</source>
            <comment>plan, model, time</comment>
            <translation>灰度上线“%1”已完成：自 %3 起 %2 在其所有工位上线。</translation>
        </message>
        <message>
            <source>Canary “%1”, step %2 of %3</source>
            <comment>plan, number, number</comment>
            <translation>灰度上线“%1”，第 %2 步，共 %3 步</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Rejects that people call good</source>
            <translation>人工认为合格的不合格判定</translation>
        </message>
        <message>
            <source>it rejects parts that people call good</source>
            <translation>它判为不合格的零件，人工认为合格</translation>
        </message>
        <message>
            <source>Canary “%1” is paused since %2: %3 does not judge the golden frames of the next stations as it must. The stations keep the models that they have. Drop a frame that is wrong and resume, or take the model back.</source>
            <comment>plan, time, model</comment>
            <translation>灰度上线“%1”自 %2 起暂停：%3 对后续工位基准帧的判断与要求不符。各工位保持现有模型。删除不对的画面后恢复，或撤回该模型。</translation>
        </message>
        <message>
            <source>All its stations</source>
            <translation>其所有工位</translation>
        </message>
        <message>
            <source>Paused: too few parts or lots came</source>
            <translation>已暂停：来的零件或批次太少</translation>
        </message>
        <message>
            <source>Canary “%1” is paused since %2: too few parts or lots came. The stations keep the models that they have.</source>
            <comment>plan, time</comment>
            <translation>灰度上线“%1”自 %2 起暂停：来的零件或批次太少。各工位保持现有模型。</translation>
        </message>
        <message>
            <source>Paused: changes cannot be saved</source>
            <translation>已暂停：更改不能保存</translation>
        </message>
        <message>
            <source>Memory of the model</source>
            <translation>模型的内存</translation>
        </message>
        <message>
            <source>it passes what the old model rejects</source>
            <translation>它放行了旧模型判为不合格的零件</translation>
        </message>
        <message>
            <source>it takes more memory than the station allows</source>
            <translation>它占用的内存超过工位允许的量</translation>
        </message>
        <message>
            <source>Canary “%1” is paused since %2: what changes cannot be saved. The stations keep the models that they have, and it goes on by itself once it can be.</source>
            <comment>plan, time</comment>
            <translation>灰度上线“%1”自 %2 起暂停：更改不能保存。各工位保持现有模型，可以保存后自动继续。</translation>
        </message>
    </context>
    <context>
        <name>lineside::CandidateCard</name>
        <message>
            <source>Copy and hash</source>
            <translation>复制并计算哈希</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>Check labels and size</source>
            <translation>检查标签和尺寸</translation>
        </message>
        <message>
            <source>Load and trial run</source>
            <translation>加载并试运行</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Cancelling…</source>
            <translation>正在取消…</translation>
        </message>
        <message>
            <source>Step %1 of %2: %3</source>
            <translation>第 %1 步，共 %2 步：%3</translation>
        </message>
        <message>
            <source>Step %1 of %2: Checked, waits for its trial run</source>
            <translation>第 %1 步，共 %2 步：已检查，等待试运行</translation>
        </message>
        <message>
            <source>Already here as %1.</source>
            <translation>已存在，即 %1。</translation>
        </message>
        <message>
            <source>Already here as %1. It waits in the preview of %2.</source>
            <translation>已存在，即 %1。它是 %2 的候选。</translation>
        </message>
        <message>
            <source>Already here as %1. It is on air at %2.</source>
            <translation>已存在，即 %1。它在 %2 在线。</translation>
        </message>
        <message>
            <source>In the library as %1. It is on air at %2.</source>
            <translation>已入库，即 %1。它在 %2 在线。</translation>
        </message>
        <message>
            <source>In the library as %1.</source>
            <translation>已入库，即 %1。</translation>
        </message>
        <message>
            <source>Ready as %1. It waits in the preview of %2.</source>
            <translation>已就绪，即 %1。它是 %2 的候选。</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>file name, size</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Progress of %1</source>
            <translation>%1 的进度</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Dismiss the message about %1</source>
            <translation>关闭关于 %1 的消息</translation>
        </message>
        <message>
            <source>Cancel the import of %1</source>
            <translation>取消导入 %1</translation>
        </message>
        <message>
            <source>%1. %2</source>
            <comment>offered file, state</comment>
            <translation>%1。%2</translation>
        </message>
        <message>
            <source>Signed by %1.</source>
            <translation>由 %1 签名。</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>what became of a file, who signed it</comment>
            <translation>%1%2</translation>
        </message>
        <message>
            <source>◆ Signed with a key that is not trusted (%1).</source>
            <translation>◆ 用不受信任的密钥签名（%1）。</translation>
        </message>
        <message>
            <source>◆ It is not signed.</source>
            <translation>◆ 它没有签名。</translation>
        </message>
    </context>
    <context>
        <name>lineside::CandidateStack</name>
        <message>
            <source>Offered files</source>
            <translation>提交的文件</translation>
        </message>
        <message>
            <source>Under way: %1</source>
            <comment>number of files</comment>
            <translation>处理中：%1</translation>
        </message>
        <message>
            <source>Taken: %1</source>
            <comment>number of files</comment>
            <translation>已采用：%1</translation>
        </message>
        <message>
            <source>Not taken: %1</source>
            <comment>number of files</comment>
            <translation>未采用：%1</translation>
        </message>
        <message>
            <source>Cancel all</source>
            <translation>全部取消</translation>
        </message>
        <message>
            <source>Dismiss all</source>
            <translation>全部关闭</translation>
        </message>
        <message>
            <source>Dismiss all that were taken</source>
            <translation>关闭所有已采用的</translation>
        </message>
        <message>
            <source>Dismiss all that were not taken</source>
            <translation>关闭所有未采用的</translation>
        </message>
    </context>
    <context>
        <name>lineside::ChainCheck</name>
        <message>
            <source>Record %1 was edited: what it says, and what follows, is not to be believed by itself.</source>
            <comment>number</comment>
            <translation>记录 %1 被改动过：它及其后的内容不可单凭自身采信。</translation>
        </message>
        <message>
            <source>Records %1 to %2 are not there: what they said is not known here.</source>
            <comment>numbers</comment>
            <translation>缺少记录 %1 到 %2：其内容在此不得而知。</translation>
        </message>
        <message>
            <source>Record %1 is not there: what it said is not known here.</source>
            <comment>number</comment>
            <translation>缺少记录 %1：其内容在此不得而知。</translation>
        </message>
        <message>
            <source>Record %1 comes later than it should: the order of the changes is not the one in which they were made.</source>
            <comment>number</comment>
            <translation>记录 %1 出现得比应有的晚：更改的顺序不是实际发生的顺序。</translation>
        </message>
        <message>
            <source>In the place of record %1 is one that belongs elsewhere: something is told twice.</source>
            <comment>number</comment>
            <translation>记录 %1 的位置上是一条属于别处的记录：同一件事被记了两次。</translation>
        </message>
        <message>
            <source>In the place of record %1 something was inserted that is not linked to the records around it.</source>
            <comment>number</comment>
            <translation>记录 %1 的位置上被插入了与前后记录不相连的内容。</translation>
        </message>
        <message>
            <source>Record %1 should be a signed checkpoint and is none: from the one before on, the history may have been made anew.</source>
            <comment>number</comment>
            <translation>记录 %1 应为带签名的检查点而不是：从前一个检查点起，历史记录可能被重做过。</translation>
        </message>
        <message>
            <source>Record %1 is a checkpoint that another key signed: from the one before on, the history may have been made anew.</source>
            <comment>number</comment>
            <translation>记录 %1 是由另一把密钥签名的检查点：从前一个检查点起，历史记录可能被重做过。</translation>
        </message>
        <message>
            <source>The history ends before record %1, which was there: what was at its end was taken away.</source>
            <comment>number</comment>
            <translation>历史记录在曾经存在的记录 %1 之前就结束了：末尾的内容被拿走了。</translation>
        </message>
        <message>
            <source>Up to record %1 the history was made anew by somebody who has the secret key.</source>
            <comment>number</comment>
            <translation>直到记录 %1，历史记录被持有私钥的人重做过。</translation>
        </message>
        <message>
            <source>%1 records, chain whole, checked in %2 s.</source>
            <comment>number, seconds</comment>
            <translation>%1 条记录，链条完整，用时 %2 秒。</translation>
        </message>
        <message>
            <source>%1 The %2 records before it are whole. Keep a copy of the data folder, and ask who had access to it.</source>
            <comment>what is wrong, number</comment>
            <translation>%1其前的 %2 条记录完整。请保留数据文件夹的副本，并查问谁能访问它。</translation>
        </message>
        <message>
            <source>Verify</source>
            <translation>校验</translation>
        </message>
        <message>
            <source>Check that nothing in the history was changed</source>
            <translation>检查历史记录没有被更改</translation>
        </message>
        <message>
            <source>The history is being checked…</source>
            <translation>正在检查历史记录…</translation>
        </message>
        <message>
            <source>The history could not be checked: %1</source>
            <comment>why</comment>
            <translation>无法检查历史记录：%1</translation>
        </message>
        <message>
            <source>The record of parts is not as it was sealed: parts %1 to %2 of %3, recorded from %4 to %5, were changed, added to or taken away from.</source>
            <comment>numbers, station, times</comment>
            <translation>零件记录与封存时不一致：%3 的零件 %1 至 %2（记录于 %4 至 %5）被改动、添加或取走。</translation>
        </message>
        <message>
            <source>No part of the record is sealed yet.</source>
            <translation>记录中还没有封存的零件。</translation>
        </message>
        <message>
            <source>%1 recorded parts are as they were sealed.</source>
            <comment>number</comment>
            <translation>%1 个已记录的零件与封存时一致。</translation>
        </message>
        <message>
            <source>%1 older ones, up to %2, are not kept any more.</source>
            <comment>number, time</comment>
            <translation>更早的 %1 个（截至 %2）已不再保留。</translation>
        </message>
    </context>
    <context>
        <name>lineside::ClassesPanel</name>
        <message>
            <source>Classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Back to the pictures</source>
            <translation>返回画面</translation>
        </message>
        <message>
            <source>Shows the pictures again (5)</source>
            <translation>重新显示画面（5）</translation>
        </message>
        <message>
            <source>What each has seen in the frames that both judged, %1 so far. It does not tell who is right. Enter on a class shows where they differ in it.</source>
            <comment>number</comment>
            <translation>各模型在两者都判断过的帧中看到的内容，至今 %1 帧；这不说明谁正确。在类别上按回车键，显示两者在该类别上不一致的位置。</translation>
        </message>
    </context>
    <context>
        <name>lineside::ComparePage</name>
        <message>
            <source>Overlay</source>
            <translation>叠加</translation>
        </message>
        <message>
            <source>One picture with the boxes of both (1)</source>
            <translation>一幅画面，显示双方的框（1）</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>并排</translation>
        </message>
        <message>
            <source>Two pictures of the same frame (2)</source>
            <translation>同一帧的两幅画面（2）</translation>
        </message>
        <message>
            <source>Freeze</source>
            <translation>冻结</translation>
        </message>
        <message>
            <source>Hold this frame in both pictures (Space)</source>
            <translation>两幅画面都停在这一帧（空格）</translation>
        </message>
        <message>
            <source>Waiting for the first frame that both have judged.</source>
            <translation>等待双方都检测过的第一帧。</translation>
        </message>
        <message>
            <source>No comparison runs.</source>
            <translation>没有进行对比。</translation>
        </message>
        <message>
            <source>Wipe</source>
            <translation>划像</translation>
        </message>
        <message>
            <source>One picture, B left and A right of a line (3)</source>
            <translation>一幅画面，分界线左侧为 B，右侧为 A (3)</translation>
        </message>
        <message>
            <source>Waiting for a new frame that both have judged.</source>
            <translation>正在等待双方都已判定的新帧。</translation>
        </message>
        <message numerus="yes">
            <source>Review %Ln part(s)…</source>
            <translation>
                <numerusform>复核 %Ln 个零件…</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing to review</source>
            <translation>无需复核</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>证据</translation>
        </message>
        <message>
            <source>What the verdict rests on, as a curve, in place of the pictures (4)</source>
            <translation>以曲线显示结论的依据，代替画面（4）</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>What each has seen of every class, in place of the pictures (5)</source>
            <translation>各模型对每个类别看到了什么，显示在画面的位置（5）</translation>
        </message>
        <message>
            <source>Where A and B differ, first what would change the verdict most</source>
            <translation>A 与 B 不一致之处，对结论影响最大的在前</translation>
        </message>
        <message numerus="yes">
            <source>Review %Ln object(s)…</source>
            <translation>
                <numerusform>复核 %Ln 个目标…</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::CompareScreen</name>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>Compare on the pictures of a station</source>
            <translation>用工位的画面对比</translation>
        </message>
        <message>
            <source>Recorded</source>
            <translation>录制</translation>
        </message>
        <message>
            <source>Compare over recorded pictures</source>
            <translation>用录制的图片对比</translation>
        </message>
    </context>
    <context>
        <name>lineside::CompareSetup</name>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>Station whose model is A</source>
            <translation>A 模型所在的工位</translation>
        </message>
        <message>
            <source>Model B</source>
            <translation>B 模型</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>model (state)</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>Stop comparison</source>
            <translation>停止对比</translation>
        </message>
        <message>
            <source>Start comparison</source>
            <translation>开始对比</translation>
        </message>
    </context>
    <context>
        <name>lineside::CompareView</name>
        <message>
            <source>Picture with the boxes of A, on air</source>
            <translation>显示 A（在线）框的画面</translation>
        </message>
        <message>
            <source>Picture with the boxes of B, preview</source>
            <translation>显示 B（候选）框的画面</translation>
        </message>
        <message>
            <source>Picture with the boxes of A and B</source>
            <translation>显示 A 和 B 框的画面</translation>
        </message>
        <message>
            <source>ON AIR  A</source>
            <translation>在线  A</translation>
        </message>
        <message>
            <source>PREVIEW  B</source>
            <translation>候选  B</translation>
        </message>
        <message>
            <source>Only A: solid blue · only B: dashed orange · both: white</source>
            <translation>仅 A：蓝色实线 · 仅 B：橙色虚线 · 双方：白色</translation>
        </message>
        <message>
            <source>frame %1 · %2</source>
            <translation>第 %1 帧 · %2</translation>
        </message>
        <message>
            <source>frame %1 · A %2 · B %3</source>
            <translation>第 %1 帧 · A %2 · B %3</translation>
        </message>
        <message>
            <source>Hold Tab to flip between A and B. A short Tab goes on.</source>
            <translation>按住 Tab 可在 A 与 B 之间切换。短按 Tab 移到下一项。</translation>
        </message>
    </context>
    <context>
        <name>lineside::ComparisonEditor</name>
        <message>
            <source>More defective parts passed</source>
            <translation>多放行的缺陷件</translation>
        </message>
        <message>
            <source>Of all parts, at most so many more than the model on air; default 0.1 %. Half of it takes about twice as many parts to decide.</source>
            <translation>占全部零件的比例，比在线模型最多多这么多；默认 0.1 %。减半则大约需要两倍的零件才能判定。</translation>
        </message>
        <message>
            <source>More good parts failed</source>
            <translation>多判为不合格的良品</translation>
        </message>
        <message>
            <source>Of all parts, at most so many more than the model on air; default 0.5 %.</source>
            <translation>占全部零件的比例，比在线模型最多多这么多；默认 0.5 %。</translation>
        </message>
        <message>
            <source>Decided wrongly</source>
            <translation>判定出错</translation>
        </message>
        <message>
            <source>How often either decision may be wrong, however often somebody looks; default 1 %. With any of these changed the comparison begins anew.</source>
            <translation>无论查看多少次，每种判定可能出错的频率；默认 1 %。更改其中任何一项，对比都会重新开始。</translation>
        </message>
        <message>
            <source> %</source>
            <comment>suffix of a number field</comment>
            <translation> %</translation>
        </message>
        <message>
            <source>What a part is says</source>
            <translation>由谁说明零件好坏</translation>
        </message>
        <message>
            <source>Where two people have to say the same, a part on which they differ stays undecided and counts against the new model.</source>
            <translation>需要两人意见一致时，意见不同的零件保持未定，并计为对新模型不利。</translation>
        </message>
        <message>
            <source>One person</source>
            <translation>一个人</translation>
        </message>
        <message>
            <source>Two people, independently</source>
            <translation>两个人，各自独立</translation>
        </message>
        <message>
            <source>Comparison of a new model</source>
            <translation>新模型的对比</translation>
        </message>
        <message>
            <source>Lots to be seen</source>
            <translation>需见的批次</translation>
        </message>
        <message>
            <source>So many must have been seen before a model is proven, where the station is told its lots; default 3. What comes in other lots no comparison knows. 0: hours count instead.</source>
            <translation>工位告知批次时，见过这么多批次后模型才算得到证实；默认 3。其他批次带来什么，任何对比都不知道。0：改为按小时计。</translation>
        </message>
        <message>
            <source>Hours to be seen</source>
            <translation>需见的小时</translation>
        </message>
        <message>
            <source>Hours of the clock with parts in them, where no lots are told; default 8. 0: none are asked for. Neither change begins the comparison anew.</source>
            <translation>未告知批次时，有零件的钟点数；默认 8。0：不要求。更改这两项都不会使对比重新开始。</translation>
        </message>
        <message>
            <source> lots</source>
            <comment>suffix of a number field</comment>
            <translation> 个批次</translation>
        </message>
        <message>
            <source> hours</source>
            <comment>suffix of a number field</comment>
            <translation> 小时</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>group </source>
            <comment>prefix of a number field: group 1</comment>
            <translation>组 </translation>
        </message>
        <message>
            <source>nobody has said so</source>
            <translation>无人说明</translation>
        </message>
        <message>
            <source>Stations of one group see different parts, as parallel lines do, and what they know of a new model counts together. Two cameras that look at the same parts must not be in one.</source>
            <translation>同一组的工位看到的是不同的零件，例如并行的产线，它们对新模型的了解合在一起计算。看同一批零件的两台相机不能在同一组。</translation>
        </message>
        <message>
            <source>Different parts</source>
            <translation>不同的零件</translation>
        </message>
        <message>
            <source>%1 In it too: %2.</source>
            <comment>what a group is, stations</comment>
            <translation>%1 同组：%2。</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between names</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>No other station is in this group yet: alone it says nothing.</source>
            <translation>此组中还没有其他工位：单独一个没有意义。</translation>
        </message>
    </context>
    <context>
        <name>lineside::ConfusionModel</name>
        <message>
            <source>%1 of %2 taken for %3</source>
            <comment>number, labelled class, what was seen</comment>
            <translation>%2 有 %1 个被判为 %3</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
    </context>
    <context>
        <name>lineside::CredentialEditor</name>
        <message>
            <source>User name</source>
            <translation>用户名</translation>
        </message>
        <message>
            <source>User name of the camera</source>
            <translation>相机的用户名</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>密码</translation>
        </message>
        <message>
            <source>Password of the camera</source>
            <translation>相机的密码</translation>
        </message>
        <message>
            <source>Store</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Store user name and password in the keychain</source>
            <translation>将用户名和密码保存到密钥环</translation>
        </message>
        <message>
            <source>A user name and password are stored for this station.</source>
            <translation>已为此工位保存用户名和密码。</translation>
        </message>
        <message>
            <source>Waiting for the keychain of the system…</source>
            <translation>正在等待系统密钥环…</translation>
        </message>
        <message>
            <source>The keychain did not take the user name and password. %1 What was stored before stays.</source>
            <translation>密钥环未保存用户名和密码。%1原先保存的内容不变。</translation>
        </message>
        <message>
            <source>The stored user name and password were removed.</source>
            <translation>已删除保存的用户名和密码。</translation>
        </message>
        <message>
            <source>Stored in the keychain of the system.</source>
            <translation>已保存到系统密钥环。</translation>
        </message>
    </context>
    <context>
        <name>lineside::DifferingFramesModel</name>
        <message>
            <source>A %1, B %2</source>
            <comment>verdicts</comment>
            <translation>A %1，B %2</translation>
        </message>
        <message>
            <source>%1: A %2, B %3</source>
            <comment>label: number of boxes</comment>
            <translation>%1：A %2，B %3</translation>
        </message>
        <message>
            <source>Boxes at different places</source>
            <translation>框的位置不同</translation>
        </message>
        <message>
            <source>Frame %1: %2</source>
            <translation>第 %1 帧：%2</translation>
        </message>
        <message>
            <source>Object %1: waits</source>
            <comment>number</comment>
            <translation>目标 %1：等待</translation>
        </message>
        <message>
            <source>Object %1: answered</source>
            <comment>number</comment>
            <translation>目标 %1：已回答</translation>
        </message>
        <message>
            <source>Part %1: waits</source>
            <comment>number</comment>
            <translation>零件 %1：等待</translation>
        </message>
        <message>
            <source>Part %1: answered</source>
            <comment>number</comment>
            <translation>零件 %1：已回答</translation>
        </message>
    </context>
    <context>
        <name>lineside::DifferingStrip</name>
        <message>
            <source>Frames where A and B differ</source>
            <translation>A 与 B 不一致的帧</translation>
        </message>
    </context>
    <context>
        <name>lineside::DropOverlay</name>
        <message>
            <source>Import only</source>
            <translation>仅导入</translation>
        </message>
        <message numerus="yes">
            <source>Import %n file(s)</source>
            <translation>
                <numerusform>导入 %n 个文件</numerusform>
            </translation>
        </message>
        <message>
            <source>%1. %2</source>
            <comment>what happens, what is left out</comment>
            <translation>%1。%2</translation>
        </message>
        <message>
            <source>Import and offer to %1</source>
            <comment>station</comment>
            <translation>导入并提供给 %1</translation>
        </message>
        <message>
            <source>%1 is checked first. Nothing changes on the line.</source>
            <comment>file</comment>
            <translation>先检查 %1。产线没有变化。</translation>
        </message>
        <message>
            <source>Into the library. Nothing changes on the line.</source>
            <translation>存入模型库。产线没有变化。</translation>
        </message>
    </context>
    <context>
        <name>lineside::DropStrip</name>
        <message>
            <source>Drop a weight file here, or press Ctrl+O.</source>
            <translation>将权重文件拖放到这里，或按 Ctrl+O。</translation>
        </message>
        <message>
            <source>.pt, .torchscript, .onnx or an OpenVINO folder. Nothing changes on the line until you promote.</source>
            <translation>.pt、.torchscript、.onnx 或 OpenVINO 文件夹。在您执行上线之前，产线不会有任何变化。</translation>
        </message>
        <message>
            <source>Import files…</source>
            <translation>导入文件…</translation>
        </message>
        <message>
            <source>Choose weight files to import</source>
            <translation>选择要导入的权重文件</translation>
        </message>
    </context>
    <context>
        <name>lineside::EventBar</name>
        <message>
            <source>Frames: %1 judged · %2 skipped · %3 lost</source>
            <translation>帧：检测 %1 · 跳过 %2 · 丢失 %3</translation>
        </message>
    </context>
    <context>
        <name>lineside::EvidenceChart</name>
        <message>
            <source>B is not worse</source>
            <translation>B 不更差</translation>
        </message>
        <message>
            <source>B is worse</source>
            <translation>B 更差</translation>
        </message>
        <message>
            <source>decides</source>
            <translation>得出结论</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>零件</translation>
        </message>
        <message>
            <source>How the evidence grew with the parts</source>
            <translation>证据随零件数的变化</translation>
        </message>
        <message>
            <source>Evidence, %</source>
            <translation>证据，%</translation>
        </message>
        <message>
            <source>Objects</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>How the evidence grew with the objects</source>
            <translation>证据随目标数的变化</translation>
        </message>
    </context>
    <context>
        <name>lineside::EvidencePanel</name>
        <message>
            <source>Back to the pictures</source>
            <translation>返回画面</translation>
        </message>
        <message>
            <source>Shows the pictures again (4)</source>
            <translation>重新显示画面（4）</translation>
        </message>
    </context>
    <context>
        <name>lineside::EvidenceView</name>
        <message>
            <source>Objects that are missed</source>
            <translation>漏检的目标</translation>
        </message>
        <message>
            <source>Defective parts that pass</source>
            <translation>放过的不良品</translation>
        </message>
        <message>
            <source>Objects that are not there</source>
            <translation>误检的目标</translation>
        </message>
        <message>
            <source>Good parts that fail</source>
            <translation>误判的良品</translation>
        </message>
        <message>
            <source>A decision is wrong in at most %1 % of such comparisons, however often you look. At least as good needs both rows, worse one of them.</source>
            <comment>error rate</comment>
            <translation>无论查看多少次，在这类对比中结论出错的最多占 %1 %。“至少一样好”需要两行都满足，“更差”只需其中一行。</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>share of the parts</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Only B wrong</source>
            <translation>仅 B 出错</translation>
        </message>
        <message>
            <source>Only A wrong</source>
            <translation>仅 A 出错</translation>
        </message>
        <message>
            <source>B may be worse by</source>
            <translation>允许 B 更差</translation>
        </message>
        <message>
            <source>Decided</source>
            <translation>结论</translation>
        </message>
    </context>
    <context>
        <name>lineside::FilesButton</name>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>file name, size</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>%1 (+%2)</source>
            <comment>file, how many others are on their way</comment>
            <translation>%1（+%2）</translation>
        </message>
        <message>
            <source>Not taken: %1</source>
            <comment>reason</comment>
            <translation>未采用：%1</translation>
        </message>
        <message>
            <source>No offered files</source>
            <translation>没有提交的文件</translation>
        </message>
        <message>
            <source>Drop one on a station, or Ctrl+O</source>
            <translation>拖到工位上，或按 Ctrl+O</translation>
        </message>
        <message>
            <source>Offered files and messages: %1. %2</source>
            <comment>newest file, its state</comment>
            <translation>提交的文件与消息：%1。%2</translation>
        </message>
    </context>
    <context>
        <name>lineside::FilesPanel</name>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Dismiss the message</source>
            <translation>关闭消息</translation>
        </message>
        <message>
            <source>Offered files and messages</source>
            <translation>提交的文件与消息</translation>
        </message>
        <message>
            <source>Fold away</source>
            <translation>收起</translation>
        </message>
        <message>
            <source>Fold the panel away; its content stays</source>
            <translation>收起面板；内容保留</translation>
        </message>
        <message>
            <source>No offered files. Drop a weight file on a station or on the library, or press Ctrl+O.</source>
            <translation>没有提交的文件。将权重文件拖放到工位或模型库上，或按 Ctrl+O。</translation>
        </message>
    </context>
    <context>
        <name>lineside::FirstRunCard</name>
        <message>
            <source>First steps</source>
            <translation>入门步骤</translation>
        </message>
        <message>
            <source>Close the first steps</source>
            <translation>关闭入门步骤</translation>
        </message>
        <message>
            <source>Close. It comes back under Keys (F1).</source>
            <translation>关闭。可在“快捷键”（F1）中再次打开。</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Import it for me</source>
            <translation>替我导入</translation>
        </message>
        <message>
            <source>Nothing here can harm a real line: these bottles are drawn by the program.</source>
            <translation>这里的操作不会影响真实产线：这些瓶子是程序绘制的。</translation>
        </message>
        <message>
            <source>How to change a model while the line runs</source>
            <translation>如何在产线运行时更换模型</translation>
        </message>
        <message>
            <source>This is the demo line. No model judges it yet.</source>
            <translation>这是演示产线。目前还没有模型在检测。</translation>
        </message>
        <message>
            <source>This is the demo line, judged by %1.</source>
            <translation>这是演示产线，由 %1 检测。</translation>
        </message>
        <message>
            <source>Four steps show how a model is changed while the line keeps running.</source>
            <translation>四个步骤演示如何在产线不停的情况下更换模型。</translation>
        </message>
        <message>
            <source>Drag this file onto a station in this window. It is checked; nothing changes yet.</source>
            <translation>将此文件拖到本窗口的一个工位上。文件会被检查；此时还没有任何变化。</translation>
        </message>
        <message>
            <source>Compare: open Compare and start. Both models judge the same frames.</source>
            <translation>对比：打开“对比”并开始。两个模型检测相同的帧。</translation>
        </message>
        <message>
            <source>Put it on the station: press “Put … on air” at the station. The picture keeps moving.</source>
            <translation>上线：按下工位上写着“… 上线”的按钮。画面不会停顿。</translation>
        </message>
        <message>
            <source>Roll back: press the same button again. The model before returns at once.</source>
            <translation>回滚：再次按下同一个按钮。原来的模型立即恢复。</translation>
        </message>
        <message>
            <source>Done: %1</source>
            <translation>已完成：%1</translation>
        </message>
        <message>
            <source>That was all. Your own cameras are added under Settings.</source>
            <translation>全部完成。请在“设置”中添加您自己的相机。</translation>
        </message>
        <message>
            <source>Your line keeps running: nothing goes on air before step 3.</source>
            <translation>您的产线继续运行：第 3 步之前不会有任何模型上线。</translation>
        </message>
        <message>
            <source>Drag a weight file onto a station in this window. It is checked; nothing changes yet.</source>
            <translation>将权重文件拖到此窗口中的某个工位上。系统会检查它；此时不会有任何变化。</translation>
        </message>
    </context>
    <context>
        <name>lineside::GoldenPanel</name>
        <message>
            <source>A model that judges one of these pictures otherwise than a person did is not offered here. They are made on Compare: review a part, then Keep as golden frame (G).</source>
            <translation>对其中任一图像的判定与人工不同的模型不会在此提供。基准帧在“对比”页创建：审核一个零件，然后选“保存为基准帧”（G）。</translation>
        </message>
        <message>
            <source>Golden frames of this station</source>
            <translation>该工位的基准帧</translation>
        </message>
        <message>
            <source>Drop…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Drop it</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Leave it</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Its picture cannot be read: no model is asked about it.</source>
            <translation>无法读取其图像：不会用它检验模型。</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>verdict, label</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>%1, by %2</source>
            <comment>time, person</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>%1. Must be: %2
Kept %3
%4 and %5 differed on it</source>
            <comment>number, verdict, time and person, two models</comment>
            <translation>%1。须判为：%2
保存于 %3
%4 与 %5 对它的判定不同</translation>
        </message>
        <message>
            <source>Drop golden frame %1? Its picture is deleted, and no model is held against it any more.</source>
            <comment>number</comment>
            <translation>要删除基准帧 %1 吗？其图像将被删除，不再用它检验模型。</translation>
        </message>
        <message>
            <source>There is none yet.</source>
            <translation>还没有基准帧。</translation>
        </message>
    </context>
    <context>
        <name>lineside::GuardFields</name>
        <message>
            <source>What takes the model back</source>
            <translation>什么会撤回模型</translation>
        </message>
        <message>
            <source>Rejects against the old model, which goes on judging the same pictures</source>
            <translation>与旧模型相比的不合格件，旧模型继续判断相同的画面</translation>
        </message>
        <message>
            <source>Flow and latency of verdicts, memory of the model</source>
            <translation>判定的连续与延迟，模型的内存</translation>
        </message>
        <message>
            <source>Rejects in the long run, also when the plan is done</source>
            <translation>长期不合格，计划完成后也监视</translation>
        </message>
        <message>
            <source>A person says of rejected parts whether they were right</source>
            <translation>由人判断被判不合格的零件是否判对</translation>
        </message>
        <message>
            <source>Take it back when more of the rejected parts were good than</source>
            <translation>不合格零件中实为合格的比例超过此值时撤回</translation>
        </message>
        <message>
            <source> %</source>
            <comment>suffix of a number field</comment>
            <translation> %</translation>
        </message>
        <message>
            <source>Chance that the model is taken back without harm, in the whole plan</source>
            <translation>整个计划中无害却被撤回的概率</translation>
        </message>
    </context>
    <context>
        <name>lineside::HistoryPage</name>
        <message>
            <source>Filter by words  ( / )</source>
            <translation>按文字筛选  ( / )</translation>
        </message>
        <message>
            <source>Filter the history by words</source>
            <translation>按文字筛选历史</translation>
        </message>
        <message>
            <source>Filter by station</source>
            <translation>按工位筛选</translation>
        </message>
        <message>
            <source>Filter by kind of event</source>
            <translation>按事件类型筛选</translation>
        </message>
        <message>
            <source>All events</source>
            <translation>所有事件</translation>
        </message>
        <message>
            <source>Ctrl+E</source>
            <translation>Ctrl+E</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>All stations</source>
            <translation>所有工位</translation>
        </message>
        <message numerus="yes">
            <source>%Ln event(s)</source>
            <translation>
                <numerusform>%Ln 个事件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln event(s)</source>
            <translation>
                <numerusform>%1 / %Ln 个事件</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing has happened since the installation.
Every import, promotion, roll back and lost camera will be listed here.</source>
            <translation>安装以来没有发生任何事件。
每次导入、上线、回滚和相机断开都会列在这里。</translation>
        </message>
        <message>
            <source>No event fits the filters.</source>
            <translation>没有符合筛选条件的事件。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) written to %1.</source>
            <translation>
                <numerusform>已将 %Ln 行写入 %1。</numerusform>
            </translation>
        </message>
        <message>
            <source>The file was not written: %1. Choose another folder.</source>
            <translation>文件未写入：%1。请选择其他文件夹。</translation>
        </message>
        <message>
            <source>Export the history</source>
            <translation>导出历史</translation>
        </message>
        <message>
            <source>Select a row to read all of it here.</source>
            <translation>选择一行，即可在这里阅读全部内容。</translation>
        </message>
        <message>
            <source>%1 + new</source>
            <comment>number of events; more have come</comment>
            <translation>%1 + 新</translation>
        </message>
        <message>
            <source>Filter by person</source>
            <translation>按人员筛选</translation>
        </message>
        <message>
            <source>All people</source>
            <translation>所有人员</translation>
        </message>
        <message>
            <source>Filter by lot</source>
            <translation>按批次筛选</translation>
        </message>
        <message>
            <source>Lots that the model judged</source>
            <translation>该模型检测的批次</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <source>Export the rows shown as CSV or JSON</source>
            <translation>将显示的行导出为 CSV 或 JSON</translation>
        </message>
        <message>
            <source>All lots</source>
            <translation>所有批次</translation>
        </message>
        <message>
            <source>Each station and lot of which that model judged a part, as the record of parts says. Esc shows the events again.</source>
            <translation>根据零件记录，该模型检测过零件的每个工位和批次。按 Esc 重新显示事件。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln lot(s)</source>
            <translation>
                <numerusform>%Ln 个批次</numerusform>
            </translation>
        </message>
        <message>
            <source>Export the lots</source>
            <translation>导出批次</translation>
        </message>
    </context>
    <context>
        <name>lineside::HistoryTableModel</name>
        <message>
            <source>first verdict after %1</source>
            <translation>%1 后得到首个结果</translation>
        </message>
        <message>
            <source>no verdict by the new model yet</source>
            <translation>新模型尚无结果</translation>
        </message>
        <message>
            <source>%1 of %2 frames lost</source>
            <translation>%2 帧中丢失 %1 帧</translation>
        </message>
        <message>
            <source>found %1, expected %2</source>
            <translation>实际为 %1，应为 %2</translation>
        </message>
        <message>
            <source>the program ended before the change was done; it is not in force</source>
            <translation>程序在切换完成前退出；切换未生效</translation>
        </message>
        <message>
            <source>the program ended before the import was done; offer the file again</source>
            <translation>程序在导入完成前退出；请重新提供该文件</translation>
        </message>
        <message>
            <source>found %1</source>
            <translation>实际为 %1</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>What</source>
            <translation>事件</translation>
        </message>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>From</source>
            <translation>原模型</translation>
        </message>
        <message>
            <source>To</source>
            <translation>新模型</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <source>signed by %1</source>
            <translation>由 %1 签名</translation>
        </message>
        <message>
            <source>signed with key %1, not trusted</source>
            <translation>用密钥 %1 签名，不受信任</translation>
        </message>
        <message>
            <source>the program ended again and again with it on air</source>
            <translation>该模型在线时程序一再意外退出</translation>
        </message>
        <message>
            <source>%1 after %2 parts</source>
            <comment>what went wrong, number</comment>
            <translation>%2 个零件之后：%1</translation>
        </message>
        <message>
            <source>signed: %1</source>
            <comment>name, meaning, time</comment>
            <translation>签名：%1</translation>
        </message>
        <message>
            <source>Who</source>
            <translation>人员</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>签名</translation>
        </message>
        <message>
            <source>lines of the history that are missing: %1</source>
            <comment>how many</comment>
            <translation>历史记录中缺少的行：%1</translation>
        </message>
        <message>
            <source>parts %1 to %2, SHA-256 %3</source>
            <comment>numbers, hash</comment>
            <translation>零件 %1 至 %2，SHA-256 %3</translation>
        </message>
    </context>
    <context>
        <name>lineside::HoursRow</name>
        <message>
            <source>Hours %1: %2</source>
            <comment>number, day of the week</comment>
            <translation>时段 %1：%2</translation>
        </message>
        <message>
            <source>From</source>
            <comment>time of day</comment>
            <translation>从</translation>
        </message>
        <message>
            <source>Hours %1: from</source>
            <comment>number</comment>
            <translation>时段 %1：从</translation>
        </message>
        <message>
            <source>to</source>
            <comment>time of day</comment>
            <translation>到</translation>
        </message>
        <message>
            <source>Hours %1: to</source>
            <comment>number</comment>
            <translation>时段 %1：到</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Remove hours %1</source>
            <comment>number</comment>
            <translation>删除时段 %1</translation>
        </message>
        <message>
            <source>The whole day</source>
            <translation>全天</translation>
        </message>
        <message>
            <source>Until the next day</source>
            <translation>到次日</translation>
        </message>
    </context>
    <context>
        <name>lineside::InterfaceEditor</name>
        <message>
            <source>Screens of this user</source>
            <translation>当前用户的界面</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Applies at once. File names and labels are never translated.</source>
            <translation>立即生效。文件名和标签不翻译。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Applies at once.</source>
            <translation>立即生效。</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Single-letter keys</source>
            <translation>单字母快捷键</translation>
        </message>
        <message>
            <source>Keys such as B, L, C, T and /. They never act while you type in a text field. Keys with Ctrl always work.</source>
            <translation>例如 B、L、C、T 和 / 键。在文本框中输入时不起作用。带 Ctrl 的快捷键始终有效。</translation>
        </message>
        <message>
            <source>On</source>
            <translation>启用</translation>
        </message>
        <message>
            <source>No installed font has the Chinese characters. Install the package fonts-noto-cjk.</source>
            <translation>没有已安装的字体包含中文字符。请安装软件包 fonts-noto-cjk。</translation>
        </message>
        <message>
            <source>Lock after</source>
            <translation>自动锁定</translation>
        </message>
        <message>
            <source>Minutes without a key or a touch until whoever is signed in is signed out, default 10. 0: never. The pictures go on, and rolling back works.</source>
            <translation>无按键或触摸多少分钟后自动退出登录，默认 10。0：从不。画面继续，回退仍可用。</translation>
        </message>
        <message>
            <source> min</source>
            <comment>suffix of a number field</comment>
            <translation> 分钟</translation>
        </message>
        <message>
            <source>never</source>
            <translation>从不</translation>
        </message>
    </context>
    <context>
        <name>lineside::KeySheet</name>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>First steps</source>
            <translation>入门步骤</translation>
        </message>
        <message>
            <source>Show the card with the first steps</source>
            <translation>显示入门步骤</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the sheet</source>
            <translation>关闭此页</translation>
        </message>
        <message>
            <source>go to a screen</source>
            <translation>转到某个界面</translation>
        </message>
        <message>
            <source>1 … 9, arrows</source>
            <translation>1 … 9，方向键</translation>
        </message>
        <message>
            <source>select a station</source>
            <translation>选择工位</translation>
        </message>
        <message>
            <source>Enter, Esc</source>
            <translation>Enter，Esc</translation>
        </message>
        <message>
            <source>open a station, go back</source>
            <translation>打开工位，返回</translation>
        </message>
        <message>
            <source>Ctrl+Backspace</source>
            <translation>Ctrl+Backspace</translation>
        </message>
        <message>
            <source>roll back the selected station</source>
            <translation>回滚所选工位</translation>
        </message>
        <message>
            <source>Ctrl+Return</source>
            <translation>Ctrl+Return</translation>
        </message>
        <message>
            <source>promote on several stations</source>
            <translation>在多个工位上线</translation>
        </message>
        <message>
            <source>Ctrl+O</source>
            <translation>Ctrl+O</translation>
        </message>
        <message>
            <source>import a weight file</source>
            <translation>导入权重文件</translation>
        </message>
        <message>
            <source>Ctrl+V</source>
            <translation>Ctrl+V</translation>
        </message>
        <message>
            <source>import the copied file or path</source>
            <translation>导入复制的文件或路径</translation>
        </message>
        <message>
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <source>hold the picture, go on</source>
            <translation>停住画面，继续</translation>
        </message>
        <message>
            <source>B, L</source>
            <translation>B，L</translation>
        </message>
        <message>
            <source>boxes, labels on and off</source>
            <translation>显示或隐藏框、标签</translation>
        </message>
        <message>
            <source>C</source>
            <translation>C</translation>
        </message>
        <message>
            <source>compare the selected station</source>
            <translation>对比所选工位</translation>
        </message>
        <message>
            <source>/, Ctrl+F</source>
            <translation>/，Ctrl+F</translation>
        </message>
        <message>
            <source>filter a table, search the settings</source>
            <translation>筛选表格，搜索设置</translation>
        </message>
        <message>
            <source>Del, Ctrl+C in Library</source>
            <translation>模型库中 Del，Ctrl+C</translation>
        </message>
        <message>
            <source>remove a version, copy its SHA-256</source>
            <translation>移除版本，复制其 SHA-256</translation>
        </message>
        <message>
            <source>Ctrl+E on History</source>
            <translation>历史中 Ctrl+E</translation>
        </message>
        <message>
            <source>export the rows shown</source>
            <translation>导出所示的行</translation>
        </message>
        <message>
            <source>T, E, Ctrl+C on Memory</source>
            <translation>内存中 T，E，Ctrl+C</translation>
        </message>
        <message>
            <source>table, export, copy the values</source>
            <translation>表格，导出，复制数值</translation>
        </message>
        <message>
            <source>F11</source>
            <translation>F11</translation>
        </message>
        <message>
            <source>full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>Ctrl++, Ctrl+-, Ctrl+0</source>
            <translation>Ctrl++，Ctrl+-，Ctrl+0</translation>
        </message>
        <message>
            <source>text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <source>F1, ?</source>
            <translation>F1，?</translation>
        </message>
        <message>
            <source>this sheet</source>
            <translation>此页</translation>
        </message>
        <message>
            <source>+, -, 0, Z</source>
            <translation>+、-、0、Z</translation>
        </message>
        <message>
            <source>a large picture: larger, smaller, whole, 1:1</source>
            <translation>大画面：放大、缩小、整幅、1:1</translation>
        </message>
        <message>
            <source>1, 2, 3 on Compare</source>
            <translation>“对比”中的 1、2、3</translation>
        </message>
        <message>
            <source>overlay, side by side, wipe</source>
            <translation>叠加、并排、划像</translation>
        </message>
        <message>
            <source>Tab held on a compared picture</source>
            <translation>在对比画面上按住 Tab</translation>
        </message>
        <message>
            <source>flip A and B; a short Tab goes on</source>
            <translation>A 与 B 互换；短按 Tab 移到下一项</translation>
        </message>
        <message>
            <source>Ctrl+1 … 7</source>
            <translation>Ctrl+1 … 7</translation>
        </message>
        <message>
            <source>Ctrl+Shift+L, Ctrl+L</source>
            <translation>Ctrl+Shift+L，Ctrl+L</translation>
        </message>
        <message>
            <source>sign in, lock</source>
            <translation>登录、锁定</translation>
        </message>
        <message>
            <source>←, →, S, U on rejected parts</source>
            <translation>不合格零件处的 ←、→、S、U</translation>
        </message>
        <message>
            <source>good, defective, cannot tell, undo</source>
            <translation>合格、有缺陷、无法判断、撤销</translation>
        </message>
        <message>
            <source>R on recorded pictures</source>
            <translation>录制图片中的 R</translation>
        </message>
        <message>
            <source>say which of the two is right</source>
            <translation>说明两者中哪个正确</translation>
        </message>
        <message>
            <source>4, 5, 6 on Compare</source>
            <translation>对比页上的 4、5、6</translation>
        </message>
        <message>
            <source>what the verdict rests on, classes, stations, and back</source>
            <translation>结论的依据、类别、各工位，以及返回</translation>
        </message>
    </context>
    <context>
        <name>lineside::LibraryPage</name>
        <message>
            <source>Filter models  ( / )</source>
            <translation>筛选模型  ( / )</translation>
        </message>
        <message>
            <source>Filter models by words</source>
            <translation>按文字筛选模型</translation>
        </message>
        <message>
            <source>Offer to station</source>
            <translation>提供给工位</translation>
        </message>
        <message>
            <source>Puts the model in the preview of a station. It goes on air only by the button there.</source>
            <translation>将模型设为某个工位的候选。只有按下该工位的按钮才会上线。</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>对比</translation>
        </message>
        <message>
            <source>Runs beside the model on air, on the same frames (C)</source>
            <translation>与在线模型同时运行，检测相同的帧（C）</translation>
        </message>
        <message>
            <source>Copy SHA-256</source>
            <translation>复制 SHA-256</translation>
        </message>
        <message>
            <source>Ctrl+C</source>
            <translation>Ctrl+C</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Del</translation>
        </message>
        <message>
            <source>Keep it</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Models in the library</source>
            <translation>模型库中的模型</translation>
        </message>
        <message>
            <source>Select a model to offer, compare or remove it.</source>
            <translation>选择一个模型，即可提供给工位、对比或移除。</translation>
        </message>
        <message>
            <source>%1 cannot be offered or compared: its file changed on disk. Import it again.</source>
            <translation>%1 不能提供给工位，也不能对比：磁盘上的文件已变化。请重新导入。</translation>
        </message>
        <message>
            <source>%1 cannot be removed while it is used: %2.</source>
            <translation>%1 正在使用，不能移除：%2。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln version(s)</source>
            <translation>
                <numerusform>%Ln 个版本</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln version(s)</source>
            <translation>
                <numerusform>%1 / %Ln 个版本</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove %1 from the library? Its stored copy is deleted; the file that it was imported from stays.</source>
            <translation>要从模型库移除 %1 吗？库中的副本会被删除；导入时的原文件保留。</translation>
        </message>
        <message>
            <source>Remove %1</source>
            <translation>移除 %1</translation>
        </message>
        <message>
            <source>Remove the model from the library</source>
            <translation>从模型库移除该模型</translation>
        </message>
        <message>
            <source>No version fits the filter. Esc in the filter shows all again.</source>
            <translation>没有符合筛选条件的版本。在筛选框中按 Esc 可重新显示全部。</translation>
        </message>
    </context>
    <context>
        <name>lineside::LivePage</name>
        <message>
            <source>Live: all stations</source>
            <translation>实时：所有工位</translation>
        </message>
        <message>
            <source>Wall of stations</source>
            <translation>工位监视墙</translation>
        </message>
        <message>
            <source>No stations yet. Add a camera, a file or the demo line.</source>
            <translation>还没有工位。请添加相机、文件或演示产线。</translation>
        </message>
        <message>
            <source>Add a station</source>
            <translation>添加工位</translation>
        </message>
        <message>
            <source>Tiles</source>
            <translation>画面格</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Number of tiles on the wall</source>
            <translation>监视墙的画面格数</translation>
        </message>
        <message>
            <source>Stations before these</source>
            <translation>前面的工位</translation>
        </message>
        <message>
            <source>Stations after these</source>
            <translation>后面的工位</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>page of the wall</comment>
            <translation>%1 / %2</translation>
        </message>
    </context>
    <context>
        <name>lineside::LoadNow</name>
        <message>
            <source>Waits until the model before it is loaded.</source>
            <translation>等待前一个模型加载完毕。</translation>
        </message>
        <message>
            <source>Waits until %1: one model a minute is loaded beside the line.</source>
            <comment>time</comment>
            <translation>等到 %1：产线旁每分钟加载一个模型。</translation>
        </message>
        <message>
            <source>Waits until %1: no more than %2 models a minute are loaded beside the line.</source>
            <comment>time, number</comment>
            <translation>等到 %1：产线旁每分钟最多加载 %2 个模型。</translation>
        </message>
        <message>
            <source>Waits until %1 at the latest: %2 is %3 busy, and above %4 nothing is loaded beside the line.</source>
            <comment>time, device, share, share</comment>
            <translation>最迟等到 %1：%2 的占用率为 %3，超过 %4 时产线旁不加载模型。</translation>
        </message>
        <message>
            <source>Waits until %1: models for %2 are loaded at these hours: %3.</source>
            <comment>time, station, hours</comment>
            <translation>等到 %1：%2 的模型只在此时段加载：%3。</translation>
        </message>
        <message>
            <source>Waits until %1: models for %2 are loaded at set hours.</source>
            <comment>time, station</comment>
            <translation>等到 %1：%2 的模型只在规定时段加载。</translation>
        </message>
        <message>
            <source>Load now…</source>
            <translation>立即加载…</translation>
        </message>
        <message>
            <source>Why now? The history keeps it.</source>
            <translation>为何现在加载？原因会记入历史。</translation>
        </message>
        <message>
            <source>Why it is loaded now</source>
            <translation>立即加载的原因</translation>
        </message>
        <message>
            <source>Load now</source>
            <translation>立即加载</translation>
        </message>
        <message>
            <source>Let it wait</source>
            <translation>继续等待</translation>
        </message>
        <message>
            <source>Load %1 now, with a reason</source>
            <translation>说明原因并立即加载 %1</translation>
        </message>
        <message>
            <source>Load %1 now</source>
            <translation>立即加载 %1</translation>
        </message>
        <message>
            <source>It waits as before. %1</source>
            <translation>它照旧等待。%1</translation>
        </message>
    </context>
    <context>
        <name>lineside::LoadingEditor</name>
        <message>
            <source>Loading of models beside the line</source>
            <translation>在产线旁加载模型</translation>
        </message>
        <message>
            <source>Models a minute</source>
            <translation>每分钟模型数</translation>
        </message>
        <message>
            <source>More wait; the files panel says until when, and “Load now…” lets one go at once. 0: any number. Default 1.</source>
            <translation>多出的须等待；文件面板显示等到何时，按“立即加载…”可不等。0：不限。默认 1。</translation>
        </message>
        <message>
            <source>any number</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>Device at most</source>
            <translation>设备占用上限</translation>
        </message>
        <message>
            <source>Above this share of the processors or of the GPU, over the last 5 s, a load waits. 100: never. Default 85 %.</source>
            <translation>最近 5 秒处理器或 GPU 的占用率超过此值时，加载须等待。100：从不等待。默认 85 %。</translation>
        </message>
        <message>
            <source> %</source>
            <comment>suffix of a number field</comment>
            <translation> %</translation>
        </message>
        <message>
            <source>Wait for the device</source>
            <translation>等待设备</translation>
        </message>
        <message>
            <source>For at most so long; then it is loaded all the same. Default 120 s.</source>
            <translation>最多等这么久，之后照样加载。默认 120 秒。</translation>
        </message>
        <message>
            <source> s</source>
            <comment>seconds</comment>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Wait for the hours</source>
            <translation>等待时段</translation>
        </message>
        <message>
            <source>A station may have hours for loading. A load waits for them for at most so long. Default 1440 minutes, a day.</source>
            <translation>工位可以设定加载时段。加载最多等这么久。默认 1440 分钟，即一天。</translation>
        </message>
        <message>
            <source> min</source>
            <comment>minutes</comment>
            <translation> 分钟</translation>
        </message>
        <message>
            <source>For loads that wait too. Rolling back, and what a station lacks at a start, never wait.</source>
            <translation>对正在等待的加载同样有效。回滚以及启动时工位所缺的模型从不等待。</translation>
        </message>
        <message>
            <source>Apply the changes of loading</source>
            <translation>应用加载设置的更改</translation>
        </message>
        <message>
            <source>Fill in the defaults of loading</source>
            <translation>填入加载设置的默认值</translation>
        </message>
        <message>
            <source>No room for two models</source>
            <translation>内存不足以容纳两个模型时</translation>
        </message>
        <message>
            <source>What gives way where a new model does not fit into memory beside those of its station. A pause is announced before, and measured.</source>
            <translation>新模型在内存中无法与工位现有模型并存时，由谁让位。停顿会事先说明，并加以测量。</translation>
        </message>
        <message>
            <source>Refuse the new model; the line goes on</source>
            <translation>拒绝新模型，产线继续运行</translation>
        </message>
        <message>
            <source>Release the old one first; its station pauses</source>
            <translation>先释放旧模型，其工位暂停检测</translation>
        </message>
    </context>
    <context>
        <name>lineside::LotEdit</name>
        <message>
            <source>Enter sets the lot, Escape leaves it as it is.</source>
            <translation>按 Enter 设置批次，按 Esc 保持不变。</translation>
        </message>
        <message>
            <source>Lot</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>Lot that runs at this station</source>
            <translation>本工位正在生产的批次</translation>
        </message>
        <message>
            <source>not told</source>
            <translation>未告知</translation>
        </message>
    </context>
    <context>
        <name>lineside::LotsTableModel</name>
        <message>
            <source>not known</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Lot</source>
            <translation>批次</translation>
        </message>
        <message>
            <source>First part</source>
            <translation>首个零件</translation>
        </message>
        <message>
            <source>Last part</source>
            <translation>末个零件</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>零件</translation>
        </message>
    </context>
    <context>
        <name>lineside::MainWindow</name>
        <message>
            <source>The window was on the screen %1, which is not connected now. It was moved to the screen %2.</source>
            <translation>窗口原来所在的屏幕 %1 现在没有连接。窗口已移到屏幕 %2。</translation>
        </message>
        <message>
            <source>Import and offer to %1</source>
            <comment>station</comment>
            <translation>导入并提供给 %1</translation>
        </message>
        <message>
            <source>Import a weight file</source>
            <translation>导入权重文件</translation>
        </message>
        <message>
            <source>Weight files (*.pt *.pth *.torchscript *.onnx *.xml *.zip)</source>
            <translation>权重文件 (*.pt *.pth *.torchscript *.onnx *.xml *.zip)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>There is no file and no path on the clipboard.</source>
            <translation>剪贴板中没有文件，也没有路径。</translation>
        </message>
    </context>
    <context>
        <name>lineside::MemoryChart</name>
        <message>
            <source>MB</source>
            <translation>MB</translation>
        </message>
    </context>
    <context>
        <name>lineside::MemoryPage</name>
        <message>
            <source>10 minutes</source>
            <translation>10 分钟</translation>
        </message>
        <message>
            <source>1 hour</source>
            <translation>1 小时</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>The values as a table (T)</source>
            <translation>以表格显示数值（T）</translation>
        </message>
        <message>
            <source>Copy values</source>
            <translation>复制数值</translation>
        </message>
        <message>
            <source>Ctrl+C</source>
            <translation>Ctrl+C</translation>
        </message>
        <message>
            <source>Export CSV…</source>
            <translation>导出 CSV…</translation>
        </message>
        <message>
            <source>E</source>
            <translation>E</translation>
        </message>
        <message>
            <source>Memory values</source>
            <translation>内存数值</translation>
        </message>
        <message>
            <source>Changes of models in this time</source>
            <translation>这段时间内的模型更换</translation>
        </message>
        <message>
            <source>No memory figure yet.</source>
            <translation>尚无内存数据。</translation>
        </message>
        <message>
            <source>Memory of the whole program</source>
            <translation>整个程序的内存</translation>
        </message>
        <message>
            <source>None.</source>
            <translation>无。</translation>
        </message>
        <message>
            <source>Lineside uses %1. The computer has %2 free of %3.</source>
            <translation>Lineside 使用 %1。计算机共 %3，可用 %2。</translation>
        </message>
        <message>
            <source>Whole program</source>
            <translation>整个程序</translation>
        </message>
        <message>
            <source>Memory of the whole program, and the share of each model</source>
            <translation>整个程序的内存，以及每个模型的占用</translation>
        </message>
        <message>
            <source>used</source>
            <translation>已用</translation>
        </message>
        <message>
            <source>reserved</source>
            <translation>已预留</translation>
        </message>
        <message>
            <source>allocated</source>
            <translation>已分配</translation>
        </message>
        <message>
            <source>Memory of %1</source>
            <translation>%1 的内存</translation>
        </message>
        <message>
            <source>Memory of %1 (not available from its driver: %2)</source>
            <translation>%1 的内存（驱动未提供：%2）</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between figures</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>%1   %2  %3: %4 → %5.  Before %6, peak %7, after %8.</source>
            <translation>%1   %2  %3：%4 → %5。更换前 %6，峰值 %7，更换后 %8。</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) written to %1.</source>
            <translation>
                <numerusform>已将 %Ln 行写入 %1。</numerusform>
            </translation>
        </message>
        <message>
            <source>The file was not written: %1. Choose another folder.</source>
            <translation>文件未写入：%1。请选择其他文件夹。</translation>
        </message>
        <message>
            <source>Export the memory figures</source>
            <translation>导出内存数据</translation>
        </message>
        <message numerus="yes">
            <source>%Ln earlier change(s): see History.</source>
            <translation>
                <numerusform>另有 %Ln 次较早的更换：请查看“历史”。</numerusform>
            </translation>
        </message>
        <message>
            <source>at the start: %1</source>
            <comment>number of models loaded</comment>
            <translation>启动时：%1</translation>
        </message>
        <message>
            <source>offered files: %1</source>
            <comment>number of models loaded</comment>
            <translation>拖入的文件：%1</translation>
        </message>
        <message>
            <source>from the library: %1</source>
            <comment>number of models loaded</comment>
            <translation>来自模型库：%1</translation>
        </message>
        <message>
            <source>to compare: %1</source>
            <comment>number of models loaded</comment>
            <translation>用于比较：%1</translation>
        </message>
        <message>
            <source>to roll back: %1</source>
            <comment>number of models loaded</comment>
            <translation>用于回滚：%1</translation>
        </message>
        <message>
            <source>No model was loaded in the last hour.</source>
            <translation>最近一小时没有加载模型。</translation>
        </message>
        <message>
            <source>Models loaded in the last hour: %1.</source>
            <translation>最近一小时加载的模型：%1。</translation>
        </message>
        <message>
            <source>%1 The device is %2 busy.</source>
            <comment>how many models were loaded, share</comment>
            <translation>%1 设备占用率为 %2。</translation>
        </message>
        <message>
            <source>after releasing others: %1</source>
            <comment>number of models loaded</comment>
            <translation>释放其他模型之后：%1</translation>
        </message>
    </context>
    <context>
        <name>lineside::MemoryTableModel</name>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Whole program</source>
            <translation>整个程序</translation>
        </message>
        <message>
            <source>Free in the computer</source>
            <translation>计算机可用内存</translation>
        </message>
        <message>
            <source>%1: used</source>
            <translation>%1：已用</translation>
        </message>
        <message>
            <source>%1: reserved</source>
            <translation>%1：已预留</translation>
        </message>
        <message>
            <source>%1: allocated</source>
            <translation>%1：已分配</translation>
        </message>
    </context>
    <context>
        <name>lineside::ModelDetails</name>
        <message>
            <source>Details of the selected model</source>
            <translation>所选模型的详情</translation>
        </message>
        <message>
            <source>When it was loaded, the stored file had the SHA-256 that it was imported with</source>
            <translation>加载时，存储文件的 SHA-256 与导入时一致</translation>
        </message>
        <message>
            <source>The SHA-256 of the stored file is compared each time the model is loaded</source>
            <translation>每次加载模型时都会比对存储文件的 SHA-256</translation>
        </message>
        <message>
            <source>Reduced precision agrees with full precision in the trial run: it is used (%1, %2 instead of %3)</source>
            <translation>在试运行中，降低精度与全精度结果一致：采用降低精度（%1，%2，全精度为 %3）</translation>
        </message>
        <message>
            <source>Reduced precision agrees with full precision in the trial run and is not faster: full precision is used (%1 instead of %2)</source>
            <translation>在试运行中，降低精度与全精度结果一致，但并不更快：采用全精度（%1，降低精度为 %2）</translation>
        </message>
        <message>
            <source>Nothing was seen in the trial run to compare precisions by: full precision is used (%1)</source>
            <translation>试运行中没有可供比较精度的目标：采用全精度（%1）</translation>
        </message>
        <message>
            <source>Reduced precision differs from full precision in the trial run: full precision is used (%1)</source>
            <translation>在试运行中，降低精度与全精度结果不一致：采用全精度（%1）</translation>
        </message>
        <message>
            <source>Runs with full precision (%1): there is no reduced one for it here</source>
            <translation>以全精度运行（%1）：此处没有适用于它的降低精度</translation>
        </message>
        <message>
            <source>Speed and precision are measured when the model is loaded</source>
            <translation>速度和精度在加载模型时测量</translation>
        </message>
        <message>
            <source>%1: expects the labels %2; found %3</source>
            <translation>%1：应有标签 %2；实际为 %3</translation>
        </message>
        <message>
            <source>%1: expects an input of %2 to %3 pixels; found %4</source>
            <translation>%1：输入应为 %2 到 %3 像素；实际为 %4</translation>
        </message>
        <message>
            <source>%1: expects a model of the layout %2</source>
            <translation>%1：模型布局应为 %2</translation>
        </message>
        <message>
            <source>%1: labels and input size fit</source>
            <translation>%1：标签和输入尺寸相符</translation>
        </message>
        <message>
            <source>%1. %2</source>
            <comment>state, reason</comment>
            <translation>%1。%2</translation>
        </message>
        <message>
            <source>Where it is used</source>
            <translation>使用工位</translation>
        </message>
        <message>
            <source>Nowhere now.</source>
            <translation>目前未使用。</translation>
        </message>
        <message>
            <source>Checks</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>资料</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Family</source>
            <translation>系列</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>count: names</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Runs with</source>
            <translation>运行方式</translation>
        </message>
        <message>
            <source>not loaded</source>
            <translation>未加载</translation>
        </message>
        <message>
            <source>One frame, fast</source>
            <translation>单帧（快速）</translation>
        </message>
        <message>
            <source>One frame, exact</source>
            <translation>单帧（精确）</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>name, size</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>导入时间</translation>
        </message>
        <message>
            <source>State since</source>
            <translation>状态始于</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>经过</translation>
        </message>
        <message>
            <source>Nothing in the last events.</source>
            <translation>最近没有相关事件。</translation>
        </message>
        <message>
            <source>Select a model to see all facts about it.</source>
            <translation>选择一个模型以查看其全部资料。</translation>
        </message>
        <message>
            <source>%1: taken back by itself, %2: %3</source>
            <comment>station, time, reason</comment>
            <translation>%1：自动撤回，%2：%3</translation>
        </message>
        <message>
            <source>The file is the one that %1 signed</source>
            <translation>文件就是 %1 所签名的那一个</translation>
        </message>
        <message>
            <source>The key of %1, who signed it, was revoked: no station takes it any more</source>
            <translation>签名者 %1 的密钥已吊销：任何工位都不再采用它</translation>
        </message>
        <message>
            <source>%1: takes signed models only</source>
            <translation>%1：只采用有签名的模型</translation>
        </message>
        <message>
            <source>%1: wants to know that no trusted key signed it</source>
            <translation>%1：要求提示它没有由受信任的密钥签名</translation>
        </message>
        <message>
            <source>Signed comment</source>
            <translation>签名的备注</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>签名</translation>
        </message>
    </context>
    <context>
        <name>lineside::ModelTableModel</name>
        <message>
            <source>not loaded</source>
            <translation>未加载</translation>
        </message>
        <message>
            <source>On air</source>
            <translation>在线</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>候选</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>对比中</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>上一个</translation>
        </message>
        <message>
            <source>Checked and stored; loads when it is put in a preview.</source>
            <translation>已检查并存储；设为候选时加载。</translation>
        </message>
        <message>
            <source>Loads beside the running models since %1.</source>
            <translation>自 %1 起与运行中的模型并行加载。</translation>
        </message>
        <message>
            <source>The stored file changed on disk; its SHA-256 differs since %1. It cannot be used. Import it again.</source>
            <translation>存储的文件在磁盘上发生变化；自 %1 起 SHA-256 不一致，不能使用。请重新导入。</translation>
        </message>
        <message>
            <source>Judges every frame that it is given.</source>
            <translation>检测收到的每一帧。</translation>
        </message>
        <message>
            <source>Stays in memory, so that rolling back takes no time.</source>
            <translation>保留在内存中，因此回滚无需等待。</translation>
        </message>
        <message>
            <source>In memory and warm; waits for the button of its station.</source>
            <translation>已在内存中并预热；等待按下工位的按钮。</translation>
        </message>
        <message>
            <source>In memory and warm.</source>
            <translation>已在内存中并预热。</translation>
        </message>
        <message>
            <source>%1 (on air)</source>
            <translation>%1（在线）</translation>
        </message>
        <message>
            <source>%1 (preview)</source>
            <translation>%1（候选）</translation>
        </message>
        <message>
            <source>%1 (comparing)</source>
            <translation>%1（对比中）</translation>
        </message>
        <message>
            <source>%1 (previous)</source>
            <translation>%1（上一个）</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between stations</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Where</source>
            <translation>使用工位</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Family</source>
            <translation>系列</translation>
        </message>
        <message>
            <source>Classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>File size</source>
            <translation>文件大小</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Runs with</source>
            <translation>运行方式</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>状态始于</translation>
        </message>
        <message>
            <source>Imported</source>
            <translation>导入时间</translation>
        </message>
    </context>
    <context>
        <name>lineside::OfferButton</name>
        <message>
            <source>B is in the preview</source>
            <translation>B 已是候选</translation>
        </message>
        <message>
            <source>Put B in preview</source>
            <translation>将 B 设为候选</translation>
        </message>
        <message>
            <source>Makes B ready at this station; it goes on air only by the button of the station.</source>
            <translation>让 B 在该工位就绪；只有按下工位的按钮才会上线。</translation>
        </message>
    </context>
    <context>
        <name>lineside::OnlyChip</name>
        <message>
            <source>Only %1 (%2)</source>
            <comment>class, number of pictures</comment>
            <translation>只看 %1（%2）</translation>
        </message>
        <message>
            <source>%1: show all again</source>
            <comment>what is shown</comment>
            <translation>%1：重新显示全部</translation>
        </message>
        <message>
            <source>Shows every place again, of all classes (Esc)</source>
            <translation>重新显示所有类别的全部位置（Esc）</translation>
        </message>
    </context>
    <context>
        <name>lineside::PersonButton</name>
        <message>
            <source>Not signed in · operator</source>
            <translation>未登录 · 操作员</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Not signed in: whoever stands here is an operator</source>
            <translation>未登录：站在这里的人是操作员</translation>
        </message>
        <message>
            <source>%1. The list of people cannot be read as it should be; ask an administrator.</source>
            <comment>who is here</comment>
            <translation>%1。人员名单无法正常读取；请询问管理员。</translation>
        </message>
        <message>
            <source>%1. Sign in: Ctrl+Shift+L. Lock: Ctrl+L.</source>
            <comment>who is here</comment>
            <translation>%1。登录：Ctrl+Shift+L。锁定：Ctrl+L。</translation>
        </message>
    </context>
    <context>
        <name>lineside::PictureView</name>
        <message>
            <source>PREVIEW</source>
            <translation>候选</translation>
        </message>
        <message>
            <source>ON AIR</source>
            <translation>在线</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>preview or on air, model</comment>
            <translation>%1：%2</translation>
        </message>
    </context>
    <context>
        <name>lineside::PlanEditor</name>
        <message>
            <source>Plan by which a model goes on air step by step</source>
            <translation>模型逐步上线所依据的计划</translation>
        </message>
        <message>
            <source>Plan “%1”</source>
            <translation>计划“%1”</translation>
        </message>
        <message>
            <source>New plan</source>
            <translation>新计划</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Name of the plan</source>
            <translation>计划的名称</translation>
        </message>
        <message>
            <source>Stations that the plan covers</source>
            <translation>计划包括的工位</translation>
        </message>
        <message>
            <source>All stations</source>
            <translation>所有工位</translation>
        </message>
        <message>
            <source>They see the same product at the same time. A share takes them in the order in which they were ticked.</source>
            <translation>它们在同一时间看到相同的产品。按比例时，依勾选的顺序选取。</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步骤</translation>
        </message>
        <message>
            <source>Add a step</source>
            <translation>添加步骤</translation>
        </message>
        <message>
            <source>Hours in which a step may begin</source>
            <translation>可以开始步骤的时段</translation>
        </message>
        <message>
            <source>Without any, a step may begin at any time. From and to the same: the whole day.</source>
            <translation>不设则随时可以开始。起止相同：全天。</translation>
        </message>
        <message>
            <source>Add hours</source>
            <translation>添加时段</translation>
        </message>
        <message>
            <source>Changes are not saved. Press Esc again to leave them.</source>
            <translation>更改尚未保存。再按一次 Esc 放弃。</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Close the plan. Nothing is saved.</source>
            <translation>关闭计划，不保存。</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save the plan</source>
            <translation>保存计划</translation>
        </message>
        <message>
            <source>Step %1: %2.</source>
            <comment>number, stations</comment>
            <translation>第 %1 步：%2。</translation>
        </message>
        <message>
            <source>The plan covers “%1”, and there is no such station.</source>
            <translation>计划包括“%1”，但没有这个工位。</translation>
        </message>
        <message>
            <source>The name is too long.</source>
            <translation>名称太长。</translation>
        </message>
        <message>
            <source>Hours need a day of the week.</source>
            <translation>时段需要至少一个星期几。</translation>
        </message>
        <message>
            <source>Step %1: it must wait for the parts at least as long as it runs.</source>
            <translation>第 %1 步：等待零件的时间不得短于运行时间。</translation>
        </message>
    </context>
    <context>
        <name>lineside::PrecisionChart</name>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>A</source>
            <translation>A</translation>
        </message>
        <message>
            <source>Recall</source>
            <translation>召回率</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精确率</translation>
        </message>
        <message>
            <source>Precision at each recall of %1</source>
            <comment>class</comment>
            <translation>%1 在各召回率下的精确率</translation>
        </message>
    </context>
    <context>
        <name>lineside::PromotePanel</name>
        <message>
            <source>Promote a model</source>
            <translation>模型上线</translation>
        </message>
        <message>
            <source>Promote…</source>
            <translation>上线…</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Model to put on air</source>
            <translation>要上线的模型</translation>
        </message>
        <message>
            <source>The picture never stops. The model before stays in memory: one click on Roll back returns to it.</source>
            <translation>画面不会停顿。原来的模型保留在内存中：点一下“回滚”即可恢复。</translation>
        </message>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Then</source>
            <translation>之后</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the panel. Nothing changes.</source>
            <translation>关闭面板。没有变化。</translation>
        </message>
        <message>
            <source>Put the model on %1</source>
            <comment>station</comment>
            <translation>将模型上线到 %1</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Check %1 for %2</source>
            <comment>model, station</comment>
            <translation>针对 %2 检查 %1</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Why this model goes on air</source>
            <translation>此模型上线的原因</translation>
        </message>
        <message>
            <source>The picture goes on; a station without room for both models judges nothing meanwhile. Rolling back pauses it in the same way.</source>
            <translation>画面不会停；内存容不下两个模型的工位在此期间不检测。回滚时同样会暂停。</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>您的姓名</translation>
        </message>
        <message>
            <source>Who answers for this model</source>
            <translation>由谁对该模型负责</translation>
        </message>
        <message>
            <source>These changes of labels or input size are meant</source>
            <translation>确认要更改这些标签或输入尺寸</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Sign in, so that you may put a model on air</source>
            <translation>登录后才可以让模型上线</translation>
        </message>
        <message>
            <source>&amp;Step by step…</source>
            <translation>逐步上线(&amp;S)…</translation>
        </message>
        <message>
            <source>Put the model on air at some stations first, by a plan</source>
            <translation>按计划先让模型在部分工位上线</translation>
        </message>
        <message>
            <source>A canary is under way: one at a time. The page Canary says where it is.</source>
            <translation>已有灰度上线正在进行：一次只能进行一个。其进展见“灰度上线”页面。</translation>
        </message>
        <message>
            <source>Puts the model on air at some stations first, by a plan, and takes it back where it does harm. The page Canary opens with it.</source>
            <translation>按计划先让模型在部分工位上线，一旦有害就撤回。会打开“灰度上线”页面并选好该模型。</translation>
        </message>
    </context>
    <context>
        <name>lineside::Rail</name>
        <message>
            <source>Live</source>
            <translation>实时</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>模型库</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>对比</translation>
        </message>
        <message>
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Screen %1</source>
            <comment>name of a screen</comment>
            <translation>界面 %1</translation>
        </message>
        <message>
            <source>%1 (Ctrl+%2)</source>
            <comment>screen, key</comment>
            <translation>%1（Ctrl+%2）</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Show the keys</source>
            <translation>显示快捷键</translation>
        </message>
        <message>
            <source>%1 (F1)</source>
            <comment>what a button does</comment>
            <translation>%1（F1）</translation>
        </message>
        <message>
            <source>Canary</source>
            <translation>灰度上线</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordQuestions</name>
        <message>
            <source>Which model judged from</source>
            <translation>检测所用的模型，从</translation>
        </message>
        <message>
            <source>2026-03-02 14:02:10</source>
            <translation>2026-03-02 14:02:10</translation>
        </message>
        <message>
            <source>Which model judged from this time on</source>
            <translation>从此时间起由哪个模型检测</translation>
        </message>
        <message>
            <source>14:02, 14:02:10 or with a date before it; nothing: an hour before the second time</source>
            <translation>14:02、14:02:10，或在前面加日期；留空：第二个时间之前一小时</translation>
        </message>
        <message>
            <source>to</source>
            <comment>a time</comment>
            <translation>到</translation>
        </message>
        <message>
            <source>now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Which model judged up to this time</source>
            <translation>到此时间为止由哪个模型检测</translation>
        </message>
        <message>
            <source>14:02, 14:02:10 or with a date before it; nothing: now</source>
            <translation>14:02、14:02:10，或在前面加日期；留空：现在</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>Show which models judged in this time</source>
            <translation>显示这段时间由哪些模型检测</translation>
        </message>
        <message>
            <source>Where no time is typed: the last hour</source>
            <translation>未输入时间时：最近一小时</translation>
        </message>
        <message>
            <source>Lots that were judged by</source>
            <translation>由此模型检测的批次</translation>
        </message>
        <message>
            <source>Show which lots this model judged</source>
            <translation>显示此模型检测过哪些批次</translation>
        </message>
        <message>
            <source>Choose a model</source>
            <translation>选择模型</translation>
        </message>
        <message>
            <source>A time is written 14:02, 14:02:10 or 2026-03-02 14:02:10.</source>
            <translation>时间写作 14:02、14:02:10 或 2026-03-02 14:02:10。</translation>
        </message>
        <message>
            <source>That time has not come yet.</source>
            <translation>该时间尚未到来。</translation>
        </message>
        <message>
            <source>The second time is before the first.</source>
            <translation>第二个时间早于第一个时间。</translation>
        </message>
        <message>
            <source>%1 to %2  %3</source>
            <comment>times, which models judged at each station</comment>
            <translation>%1 至 %2  %3</translation>
        </message>
        <message>
            <source>Looking into the record…</source>
            <translation>正在查看记录…</translation>
        </message>
        <message>
            <source>No record of parts is kept.</source>
            <translation>没有保留零件记录。</translation>
        </message>
        <message>
            <source>The record says nothing: %1</source>
            <comment>why</comment>
            <translation>记录没有回答：%1</translation>
        </message>
        <message>
            <source>Parts of this time are missing from the record.</source>
            <translation>记录中缺少这段时间的部分零件。</translation>
        </message>
        <message>
            <source>no part is recorded</source>
            <translation>没有记录零件</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>model, number of parts</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between models</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>The record has no part that %1 judged.</source>
            <comment>model</comment>
            <translation>记录中没有由 %1 检测的零件。</translation>
        </message>
        <message>
            <source>%1 judged %2.</source>
            <comment>model, number of parts</comment>
            <translation>%1 检测了 %2。</translation>
        </message>
        <message>
            <source>Parts are missing from the record.</source>
            <translation>记录中缺少部分零件。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln 个零件</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedClassesModel</name>
        <message>
            <source>What the labels say is there</source>
            <translation>标注中的目标数</translation>
        </message>
        <message>
            <source>Boxes that score at least what counts</source>
            <translation>得分达到阈值的框</translation>
        </message>
        <message>
            <source>Of what either saw, the share that both saw at the same place</source>
            <translation>任一模型发现的目标中，两者在同一位置都发现的比例</translation>
        </message>
        <message>
            <source>Mean score of these boxes</source>
            <translation>这些框的平均得分</translation>
        </message>
        <message>
            <source>Share of its boxes that are right, at IoU 0.5</source>
            <translation>其框中正确的比例，IoU 0.5</translation>
        </message>
        <message>
            <source>Share of the objects that it finds, at IoU 0.5</source>
            <translation>目标中被发现的比例，IoU 0.5</translation>
        </message>
        <message>
            <source>Average precision at IoU 0.5</source>
            <translation>IoU 0.5 时的平均精度</translation>
        </message>
        <message>
            <source>Average precision, mean over the IoU 0.5 to 0.95</source>
            <translation>IoU 0.5 至 0.95 的平均精度均值</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Objects</source>
            <translation>目标</translation>
        </message>
        <message>
            <source>Boxes B</source>
            <translation>框 B</translation>
        </message>
        <message>
            <source>Boxes A</source>
            <translation>框 A</translation>
        </message>
        <message>
            <source>Agree</source>
            <translation>一致</translation>
        </message>
        <message>
            <source>Score B</source>
            <translation>得分 B</translation>
        </message>
        <message>
            <source>Score A</source>
            <translation>得分 A</translation>
        </message>
        <message>
            <source>Precision B</source>
            <translation>精确率 B</translation>
        </message>
        <message>
            <source>Precision A</source>
            <translation>精确率 A</translation>
        </message>
        <message>
            <source>Recall B</source>
            <translation>召回率 B</translation>
        </message>
        <message>
            <source>Recall A</source>
            <translation>召回率 A</translation>
        </message>
        <message>
            <source>AP50 B</source>
            <translation>AP50 B</translation>
        </message>
        <message>
            <source>AP50 A</source>
            <translation>AP50 A</translation>
        </message>
        <message>
            <source>AP50-95 B</source>
            <translation>AP50-95 B</translation>
        </message>
        <message>
            <source>AP50-95 A</source>
            <translation>AP50-95 A</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedDifferencesModel</name>
        <message>
            <source>nobody has said</source>
            <translation>无人说明</translation>
        </message>
        <message>
            <source>there</source>
            <translation>存在</translation>
        </message>
        <message>
            <source>not there</source>
            <translation>不存在</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>A</source>
            <translation>A</translation>
        </message>
        <message>
            <source>By the labels</source>
            <translation>按标注</translation>
        </message>
        <message>
            <source>Says %1</source>
            <comment>a person</comment>
            <translation>由 %1 说明</translation>
        </message>
        <message>
            <source>speaks for neither</source>
            <translation>不支持任何一方</translation>
        </message>
        <message>
            <source>By a person</source>
            <translation>按人工复核</translation>
        </message>
        <message>
            <source>What is right</source>
            <translation>正确的判断</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedPage</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Another comparison…</source>
            <translation>新的对比…</translation>
        </message>
        <message>
            <source>Back to the result</source>
            <translation>返回结果</translation>
        </message>
        <message>
            <source>Pictures that are compared</source>
            <translation>已对比的图片</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedReader</name>
        <message>
            <source>%1 cannot be shown here: %2.</source>
            <comment>picture, reason</comment>
            <translation>此处无法显示 %1：%2。</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedReport</name>
        <message>
            <source>Classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Confusion</source>
            <translation>混淆</translation>
        </message>
        <message>
            <source>Where they differ</source>
            <translation>不一致之处</translation>
        </message>
        <message>
            <source>Result of the comparison</source>
            <translation>对比结果</translation>
        </message>
        <message>
            <source>Where A and B differ</source>
            <translation>A 与 B 不一致之处</translation>
        </message>
        <message>
            <source>What B took the objects for</source>
            <translation>B 将目标判为什么</translation>
        </message>
        <message>
            <source>What A took the objects for</source>
            <translation>A 将目标判为什么</translation>
        </message>
        <message>
            <source>Copy table</source>
            <translation>复制表格</translation>
        </message>
        <message>
            <source>Export CSV…</source>
            <translation>导出 CSV…</translation>
        </message>
        <message>
            <source>Export the table of classes</source>
            <translation>导出类别表</translation>
        </message>
        <message>
            <source>B %1</source>
            <comment>model</comment>
            <translation>B %1</translation>
        </message>
        <message>
            <source>A %1</source>
            <comment>model</comment>
            <translation>A %1</translation>
        </message>
        <message>
            <source>A row for each labelled class, a column for what was seen in its place: on the diagonal it is right. Row “nothing”: seen where nothing is labelled; column “nothing”: missed.</source>
            <translation>每行是一个标注类别，每列是在该处发现的类别：对角线上为正确。“无”行：在没有标注处发现；“无”列：漏检。</translation>
        </message>
        <message>
            <source>What is taken for what can be said only with labels: choose them and compare once more.</source>
            <translation>只有提供标注才能说明什么被判为什么：请选择标注并重新对比。</translation>
        </message>
        <message>
            <source>They differ nowhere.</source>
            <translation>没有不一致之处。</translation>
        </message>
        <message>
            <source>Precision and recall can be said only with labels.</source>
            <translation>只有提供标注才能给出精确率和召回率。</translation>
        </message>
        <message>
            <source>%1: no object of this class is labelled.</source>
            <comment>class</comment>
            <translation>%1：没有标注此类别的目标。</translation>
        </message>
        <message>
            <source>%1: precision at each recall, IoU 0.5</source>
            <comment>class</comment>
            <translation>%1：各召回率下的精确率，IoU 0.5</translation>
        </message>
        <message numerus="yes">
            <source>%Ln class(es) written to %1.</source>
            <translation>
                <numerusform>已将 %Ln 个类别写入 %1。</numerusform>
            </translation>
        </message>
        <message>
            <source>The file was not written: %1. Choose another folder.</source>
            <translation>文件未写入：%1。请选择其他文件夹。</translation>
        </message>
        <message>
            <source>The first %1 of %2 places where they differ, the most telling on top.</source>
            <comment>numbers</comment>
            <translation>前%1处差异（共%2处），最能说明问题的在最前。</translation>
        </message>
        <message>
            <source>Every place where they differ, the most telling on top.</source>
            <translation>全部差异，最能说明问题的在最前。</translation>
        </message>
        <message>
            <source>Evidence</source>
            <translation>证据</translation>
        </message>
        <message>
            <source>Review again…</source>
            <translation>再次复核…</translation>
        </message>
        <message>
            <source>Review (%1)…</source>
            <comment>how many wait</comment>
            <translation>复核（%1）…</translation>
        </message>
        <message>
            <source>Shows both answers without names, and asks which is right (R)</source>
            <translation>不显示名称地并列两个判断，并询问哪个正确（R）</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedReview</name>
        <message>
            <source>Not stored: another comparison was begun meanwhile.</source>
            <translation>未保存：期间已开始另一次对比。</translation>
        </message>
        <message>
            <source>Skip it: what nobody has seen is not answered.</source>
            <translation>可以跳过：没有人看到的零件不予回答。</translation>
        </message>
        <message>
            <source>Nothing waits. What was answered counts in the verdict above.</source>
            <translation>没有等待复核的零件。已作的回答已计入上方结论。</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedSetup</name>
        <message>
            <source>Choose a folder of pictures</source>
            <translation>选择图片文件夹</translation>
        </message>
        <message>
            <source>Choose a video or a picture</source>
            <translation>选择视频或图片</translation>
        </message>
        <message>
            <source>Videos and pictures (*.mp4 *.avi *.mkv *.mov *.webm *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp)</source>
            <translation>视频和图片 (*.mp4 *.avi *.mkv *.mov *.webm *.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>Choose a folder of labels</source>
            <translation>选择标注文件夹</translation>
        </message>
        <message>
            <source>Choose a COCO file</source>
            <translation>选择 COCO 文件</translation>
        </message>
        <message>
            <source>COCO labels (*.json)</source>
            <translation>COCO 标注 (*.json)</translation>
        </message>
        <message>
            <source>B</source>
            <translation>B</translation>
        </message>
        <message>
            <source>A</source>
            <translation>A</translation>
        </message>
        <message>
            <source>Count</source>
            <translation>计数</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Model B</source>
            <translation>模型 B</translation>
        </message>
        <message>
            <source>Model A, with which it is compared</source>
            <translation>模型 A，作为对比基准</translation>
        </message>
        <message>
            <source>What is counted</source>
            <translation>计数方式</translation>
        </message>
        <message>
            <source>Folder of pictures, or video</source>
            <translation>图片文件夹或视频</translation>
        </message>
        <message>
            <source>Folder of labels, or COCO file</source>
            <translation>标注文件夹或 COCO 文件</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translation>文件夹…</translation>
        </message>
        <message>
            <source>Video…</source>
            <translation>视频…</translation>
        </message>
        <message>
            <source>COCO file…</source>
            <translation>COCO文件…</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Start the comparison over recorded pictures</source>
            <translation>开始用录制的图片对比</translation>
        </message>
        <message>
            <source>The pictures of the folder follow each other, as a camera sends them</source>
            <translation>文件夹中的图片前后相连，如相机所发送</translation>
        </message>
        <message>
            <source>objects: what either model sees</source>
            <translation>目标：任一模型发现的</translation>
        </message>
        <message>
            <source>as %1 counts</source>
            <comment>station</comment>
            <translation>按 %1 的规则</translation>
        </message>
        <message>
            <source>There is no model in the library yet.</source>
            <translation>模型库中还没有模型。</translation>
        </message>
        <message>
            <source>Choose a folder of pictures or a video, or drop it here.</source>
            <translation>请选择图片文件夹或视频，或将其拖放到此处。</translation>
        </message>
        <message>
            <source>A and B are the same: they must agree on everything, which checks the comparison itself.</source>
            <translation>A 与 B 相同：两者必须完全一致，可用来检验对比本身。</translation>
        </message>
        <message>
            <source>Without labels it can be said where the two differ, and not which is right.</source>
            <translation>没有标注时，只能说明两者在何处不一致，不能说明哪个正确。</translation>
        </message>
        <message>
            <source>Kept pictures of %1</source>
            <comment>station</comment>
            <translation>%1 保留的图像</translation>
        </message>
        <message>
            <source>The pictures of its parts that Lineside has kept, of all days</source>
            <translation>Lineside 保留的该工位零件图像，包括所有日期</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedView</name>
        <message>
            <source>A %1</source>
            <comment>model</comment>
            <translation>A %1</translation>
        </message>
        <message>
            <source>B %1</source>
            <comment>model</comment>
            <translation>B %1</translation>
        </message>
        <message>
            <source>B: %1 · A: %2</source>
            <comment>what each said</comment>
            <translation>B：%1 · A：%2</translation>
        </message>
        <message>
            <source>Picture with the boxes of A</source>
            <translation>带有 A 的框的图像</translation>
        </message>
        <message>
            <source>Picture with the boxes of B</source>
            <translation>带有 B 的框的图像</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedViews</name>
        <message>
            <source>Choose a line of the table: its picture is shown here.</source>
            <translation>选择表格中的一行：其图片显示在此处。</translation>
        </message>
        <message>
            <source>The picture is being read.</source>
            <translation>正在读取图片。</translation>
        </message>
        <message>
            <source>What both said stands in the table.</source>
            <translation>双方的判断见表格。</translation>
        </message>
        <message>
            <source>Overlay</source>
            <translation>叠加</translation>
        </message>
        <message>
            <source>One picture with the boxes of both (1)</source>
            <translation>一幅画面，显示双方的框（1）</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>并排</translation>
        </message>
        <message>
            <source>Two pictures of the same place, B left and A right (2)</source>
            <translation>同一位置的两幅图像，左边为 B，右边为 A（2）</translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordingEditor</name>
        <message>
            <source>Record of verdicts</source>
            <translation>判定记录</translation>
        </message>
        <message>
            <source>Keep verdicts for</source>
            <translation>判定保留</translation>
        </message>
        <message>
            <source>Up to 36500 days; older ones go, a little at a time. The sums by hour stay. 0: however old. Default 365 days.</source>
            <translation>最多 36500 天；更早的会逐步删除，每小时的合计保留。0：不限时间。默认 365 天。</translation>
        </message>
        <message>
            <source>At most so large</source>
            <translation>最大占用</translation>
        </message>
        <message>
            <source>Up to 1000000 GB; the oldest verdicts go first. 0: however large. Default 21 GB.</source>
            <translation>最多 1000000 GB；最早的判定先删除。0：不限大小。默认 21 GB。</translation>
        </message>
        <message>
            <source>Keep pictures for</source>
            <translation>图片保留</translation>
        </message>
        <message>
            <source>Up to 36500 days; of which parts pictures are kept, each station says. 0: however old. Default 30 days.</source>
            <translation>最多 36500 天；保留哪些零件的图片由各工位设定。0：不限时间。默认 30 天。</translation>
        </message>
        <message>
            <source>Pictures at most</source>
            <translation>图片最大占用</translation>
        </message>
        <message>
            <source>Up to 1000000 GB; the oldest pictures go first. 0: however many. Default 5 GB.</source>
            <translation>最多 1000000 GB；最早的图片先删除。0：不限数量。默认 5 GB。</translation>
        </message>
        <message>
            <source> days</source>
            <comment>suffix of a number field</comment>
            <translation> 天</translation>
        </message>
        <message>
            <source>however old</source>
            <translation>不限时间</translation>
        </message>
        <message>
            <source> GB</source>
            <comment>suffix of a number field</comment>
            <translation> GB</translation>
        </message>
        <message>
            <source>any size</source>
            <translation>不限大小</translation>
        </message>
        <message>
            <source>In force at once; what is deleted does not come back.</source>
            <translation>立即生效；已删除的无法恢复。</translation>
        </message>
        <message>
            <source>Apply the changes of the record</source>
            <translation>应用记录的更改</translation>
        </message>
        <message>
            <source>Fill in the defaults of the record</source>
            <translation>填入记录的默认值</translation>
        </message>
    </context>
    <context>
        <name>lineside::RejectPanel</name>
        <message>
            <source>Stored: it is good, and was rejected wrongly.</source>
            <translation>已保存：合格，判错了。</translation>
        </message>
        <message>
            <source>Stored: it is defective, and was rejected rightly.</source>
            <translation>已保存：有缺陷，判对了。</translation>
        </message>
        <message>
            <source>Stored: nobody can tell. It is not asked about any more.</source>
            <translation>已保存：无法判断。不再询问这个零件。</translation>
        </message>
        <message>
            <source>Taken back.</source>
            <translation>已收回。</translation>
        </message>
        <message>
            <source>Review of rejected parts</source>
            <translation>不合格零件的复核</translation>
        </message>
        <message>
            <source>Rejected part</source>
            <translation>不合格零件</translation>
        </message>
        <message>
            <source>← Good</source>
            <translation>← 合格</translation>
        </message>
        <message>
            <source>The part is good: it was rejected wrongly (left arrow)</source>
            <translation>零件合格：判错了（左箭头）</translation>
        </message>
        <message>
            <source>Cannot tell</source>
            <translation>无法判断</translation>
        </message>
        <message>
            <source>The picture does not say it; the part is not asked about any more (S)</source>
            <translation>从图像看不出来；不再询问这个零件（S）</translation>
        </message>
        <message>
            <source>Defective →</source>
            <translation>有缺陷 →</translation>
        </message>
        <message>
            <source>The part is defective: it was rejected rightly (right arrow)</source>
            <translation>零件有缺陷：判对了（右箭头）</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Takes the newest answer back (U)</source>
            <translation>收回最新的回答（U）</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <source>Leaves the review; what was answered stays (Esc)</source>
            <translation>离开复核；已作的回答保留（Esc）</translation>
        </message>
        <message>
            <source>The canary is over, and nobody is asked about its parts any more. What stands above says how it ended. Go back to the page of the canary.</source>
            <translation>灰度上线已结束，不再询问它的零件。上方说明了它如何结束。可返回灰度上线页面。</translation>
        </message>
        <message>
            <source>Is this part defective?</source>
            <translation>这个零件有缺陷吗？</translation>
        </message>
        <message>
            <source>Nothing waits. New rejected parts come by themselves.</source>
            <translation>没有等待的零件。新的不合格零件会自动出现。</translation>
        </message>
        <message>
            <source>%1 answered · %2 wait</source>
            <comment>numbers</comment>
            <translation>已回答 %1 · 等待 %2</translation>
        </message>
        <message>
            <source>Not stored: the picture of that part is not here any more.</source>
            <translation>未保存：该零件的图像已不在这里。</translation>
        </message>
        <message>
            <source>Not stored. %1</source>
            <comment>why</comment>
            <translation>未保存。%1</translation>
        </message>
        <message>
            <source>Is the part in the dotted frame defective?</source>
            <translation>虚线框中的零件有缺陷吗？</translation>
        </message>
    </context>
    <context>
        <name>lineside::ReviewPanel</name>
        <message>
            <source>Nothing waits. New parts on which the two differ come by themselves.</source>
            <translation>没有等待复核的零件。新的判断不一致的零件会自动出现。</translation>
        </message>
        <message>
            <source>Who answers</source>
            <translation>谁在回答</translation>
        </message>
        <message>
            <source>Two people answer here without knowing what the other one said. Write your name, then answer.</source>
            <translation>这里由两个人回答，互相不知道对方的答案。请先写下您的姓名，再回答。</translation>
        </message>
        <message>
            <source>%1 · %2 wait for somebody else · people differ on %3</source>
            <comment>what was answered, numbers</comment>
            <translation>%1 · %2 个等待另一人 · %3 个意见不同</translation>
        </message>
        <message>
            <source>Two people have to say the same here. Who are you?</source>
            <translation>这里需要两个人意见一致。您是谁？</translation>
        </message>
        <message>
            <source>Drop the golden frame again</source>
            <translation>撤销该基准帧</translation>
        </message>
        <message>
            <source>No model is held against it any more (G)</source>
            <translation>不再用它来检验模型（G）</translation>
        </message>
        <message>
            <source>Keep as golden frame</source>
            <translation>保存为基准帧</translation>
        </message>
        <message>
            <source>Dropped. It is no golden frame any more.</source>
            <translation>已撤销，它不再是基准帧。</translation>
        </message>
        <message>
            <source>Not kept: this station has as many golden frames as it may. Drop one on its page first.</source>
            <translation>未保存：该工位的基准帧数量已达上限。请先在其页面删除一帧。</translation>
        </message>
        <message>
            <source>Not kept: its picture is not here any more.</source>
            <translation>未保存：其图像已不存在。</translation>
        </message>
        <message>
            <source>Kept as golden frame %1. A new model has to judge it so to be offered here.</source>
            <comment>number</comment>
            <translation>已保存为基准帧 %1。新模型须对它作出相同判定，才会在此提供。</translation>
        </message>
        <message>
            <source>Two people have to say the same here: sign in, so that it is known who answers.</source>
            <translation>这里需要两个人意见一致：请先登录，以便知道是谁在回答。</translation>
        </message>
        <message>
            <source>Not kept: neither model judges this single picture so, or it is a golden frame already.</source>
            <translation>未保留：两个模型都没有这样判断这一幅画面，或者它已经是基准帧。</translation>
        </message>
        <message>
            <source>It is no golden frame any more: somebody else has dropped it.</source>
            <translation>它已不再是基准帧：别人已将其撤销。</translation>
        </message>
        <message>
            <source>Nothing waits. New objects on which the two differ come by themselves.</source>
            <translation>没有等待复核的目标。新的判断不一致的目标会自动出现。</translation>
        </message>
        <message>
            <source>Keeps the picture that was answered last, whichever model was right: from now on a model that judges it otherwise than you is not offered at this station (G)</source>
            <translation>保留最后回答的画面，无论哪个模型正确：此后与您判断不同的模型不会在该工位提供（G）</translation>
        </message>
        <message>
            <source>Not kept: nobody has said yet what it is.</source>
            <translation>未保存：还没有人说明其实际情况。</translation>
        </message>
    </context>
    <context>
        <name>lineside::ReviewView</name>
        <message>
            <source>← Left</source>
            <translation>← 左边</translation>
        </message>
        <message>
            <source>The answer on the left is right, the other one is not (left arrow)</source>
            <translation>左边的判断正确，另一个不正确（左方向键）</translation>
        </message>
        <message>
            <source>↑ Both</source>
            <translation>↑ 都对</translation>
        </message>
        <message>
            <source>The part speaks for neither model (up arrow)</source>
            <translation>此零件不支持任何一个模型（上方向键）</translation>
        </message>
        <message>
            <source>↓ Neither</source>
            <translation>↓ 都不对</translation>
        </message>
        <message>
            <source>The part speaks for neither model (down arrow)</source>
            <translation>此零件不支持任何一个模型（下方向键）</translation>
        </message>
        <message>
            <source>Right →</source>
            <translation>右边 →</translation>
        </message>
        <message>
            <source>The answer on the right is right, the other one is not (right arrow)</source>
            <translation>右边的判断正确，另一个不正确（右方向键）</translation>
        </message>
        <message>
            <source>Skip</source>
            <translation>跳过</translation>
        </message>
        <message>
            <source>Asks again once the others are through (S)</source>
            <translation>其他零件完成后再次询问（S）</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>Takes the newest answer back (U)</source>
            <translation>收回最新的回答（U）</translation>
        </message>
        <message>
            <source>Back to the pictures</source>
            <translation>返回画面</translation>
        </message>
        <message>
            <source>Leaves the review; what was answered stays (Esc)</source>
            <translation>离开复核；已作的回答保留（Esc）</translation>
        </message>
        <message>
            <source>Which of the two is right</source>
            <translation>两个判断哪个正确</translation>
        </message>
        <message>
            <source>Left answer</source>
            <translation>左边的判断</translation>
        </message>
        <message>
            <source>Right answer</source>
            <translation>右边的判断</translation>
        </message>
        <message>
            <source>%1 answered · %2 wait</source>
            <comment>numbers</comment>
            <translation>已回答 %1 · 等待 %2</translation>
        </message>
        <message>
            <source>There is one: %1</source>
            <comment>label</comment>
            <translation>此处有：%1</translation>
        </message>
        <message>
            <source>There is none: %1</source>
            <comment>label</comment>
            <translation>此处没有：%1</translation>
        </message>
        <message>
            <source>This part fails: %1</source>
            <comment>label</comment>
            <translation>此零件不合格：%1</translation>
        </message>
        <message>
            <source>This part passes</source>
            <translation>此零件合格</translation>
        </message>
        <message>
            <source>Which of the two is right about the part in the dotted frame?</source>
            <translation>对虚线框中的零件，两个判断哪个正确？</translation>
        </message>
        <message>
            <source>Stored. Left was %1, right was %2.</source>
            <comment>models</comment>
            <translation>已保存。左边是 %1，右边是 %2。</translation>
        </message>
        <message>
            <source>Taken back.</source>
            <translation>已收回。</translation>
        </message>
        <message>
            <source>The object speaks for neither model (up arrow)</source>
            <translation>此目标不支持任何一个模型（上方向键）</translation>
        </message>
        <message>
            <source>The object speaks for neither model (down arrow)</source>
            <translation>此目标不支持任何一个模型（下方向键）</translation>
        </message>
        <message>
            <source>Which of the two is right about the object in the dotted frame?</source>
            <translation>对虚线框中的目标，两个判断哪个正确？</translation>
        </message>
        <message>
            <source>Which of the two is right about this picture?</source>
            <translation>对这张图片，两个判断哪个正确？</translation>
        </message>
    </context>
    <context>
        <name>lineside::SafeModeBar</name>
        <message>
            <source>Load the rest</source>
            <translation>加载其余模型</translation>
        </message>
        <message>
            <source>Ends safe mode</source>
            <translation>退出安全模式</translation>
        </message>
        <message>
            <source>Safe mode: Lineside ended %1 times by itself within %2 s. Each station judges with the model that is known to work there, else with the one that it had; nothing else was loaded. See in the history what was set back, then load the rest.</source>
            <comment>number, seconds</comment>
            <translation>安全模式：Lineside 在 %2 秒内意外退出了 %1 次。各工位用已知可靠的模型检测，没有这样的模型时沿用原来的；其他都没有加载。先在历史中查看恢复了什么，再加载其余模型。</translation>
        </message>
    </context>
    <context>
        <name>lineside::SettingsPage</name>
        <message>
            <source>Station %1</source>
            <translation>工位 %1</translation>
        </message>
        <message>
            <source>Search settings  ( / )</source>
            <translation>搜索设置  ( / )</translation>
        </message>
        <message>
            <source>Search settings</source>
            <translation>搜索设置</translation>
        </message>
        <message>
            <source>Stations</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Groups of settings</source>
            <translation>设置分组</translation>
        </message>
        <message>
            <source>Screens</source>
            <translation>界面</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Add a station</source>
            <translation>添加工位</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Duplicate this station</source>
            <translation>复制此工位</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove this station</source>
            <translation>移除此工位</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>应用</translation>
        </message>
        <message>
            <source>Apply the waiting changes</source>
            <translation>应用待生效的更改</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>放弃</translation>
        </message>
        <message>
            <source>Discard the waiting changes</source>
            <translation>放弃待生效的更改</translation>
        </message>
        <message>
            <source>The settings file on disk was not taken (%1). The stations go on with the last good settings. Correct the file, or apply a change here to write it anew.</source>
            <translation>磁盘上的设置文件未被采用（%1）。各工位继续使用上一次有效的设置。请更正该文件，或在这里应用一项更改以重新写入。</translation>
        </message>
        <message>
            <source>No change waits. Changes of stations take effect when you apply them.</source>
            <translation>没有待生效的更改。工位的更改在应用后生效。</translation>
        </message>
        <message numerus="yes">
            <source>%n change(s) wait. The line goes on unchanged until you apply.</source>
            <translation>
                <numerusform>%n 项更改待生效。应用之前产线保持不变。</numerusform>
            </translation>
        </message>
        <message>
            <source>16 stations are the most that one computer shows.</source>
            <translation>一台计算机最多显示 16 个工位。</translation>
        </message>
        <message>
            <source>The last station cannot be removed.</source>
            <translation>最后一个工位不能移除。</translation>
        </message>
        <message>
            <source>Two pictures are judged at a time from the next start of the program on; until then one after the other.</source>
            <translation>从程序下次启动起同时检测两幅图像；在此之前逐幅检测。</translation>
        </message>
        <message>
            <source>A single station gets all processors from the next start of the program on.</source>
            <translation>从程序下次启动起，单个工位使用全部处理器。</translation>
        </message>
        <message numerus="yes">
            <source>%n setting(s) found</source>
            <translation>
                <numerusform>找到 %n 项设置</numerusform>
            </translation>
        </message>
        <message>
            <source>Applying…</source>
            <translation>正在应用…</translation>
        </message>
        <message>
            <source>The changes were not taken. %1 The stations go on as before; the changes still wait here.</source>
            <translation>更改未被采用。%1各工位照旧运行；更改仍在这里等待。</translation>
        </message>
        <message>
            <source>The changes are in force, but were not written to the settings file. %1 After a restart the stations come up as before. Make room or give permission there, then change something and apply again.</source>
            <translation>更改已生效，但未写入设置文件。%1重启后各工位将恢复为原来的设置。请在该处腾出空间或授予权限，然后再改动一项并重新应用。</translation>
        </message>
        <message>
            <source>Signing keys and checks</source>
            <translation>签名密钥与检查</translation>
        </message>
        <message>
            <source>New models</source>
            <translation>新模型</translation>
        </message>
        <message>
            <source>All settings but those of the screens are kept in %1.</source>
            <translation>除界面设置外，所有设置都保存在 %1。</translation>
        </message>
    </context>
    <context>
        <name>lineside::ShadowClassesModel</name>
        <message>
            <source>Boxes that score at least what counts</source>
            <translation>得分达到计入阈值的框</translation>
        </message>
        <message>
            <source>Boxes of both: the same class at the same place</source>
            <translation>两者都有的框：同一位置、同一类别</translation>
        </message>
        <message>
            <source>Of what either saw, the share that both saw at the same place</source>
            <translation>任一模型看到的内容中，两者在同一位置都看到的比例</translation>
        </message>
        <message>
            <source>Mean score of these boxes</source>
            <translation>这些框的平均得分</translation>
        </message>
        <message>
            <source>Class</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>Boxes B</source>
            <translation>B 的框</translation>
        </message>
        <message>
            <source>Boxes A</source>
            <translation>A 的框</translation>
        </message>
        <message>
            <source>Both</source>
            <comment>number of boxes that both models have</comment>
            <translation>两者</translation>
        </message>
        <message>
            <source>Agree</source>
            <translation>一致</translation>
        </message>
        <message>
            <source>Score B</source>
            <translation>B 得分</translation>
        </message>
        <message>
            <source>Score A</source>
            <translation>A 得分</translation>
        </message>
    </context>
    <context>
        <name>lineside::SignInPanel</name>
        <message>
            <source>Sign in</source>
            <translation>登录</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>姓名</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>您的姓名</translation>
        </message>
        <message>
            <source>PIN or password</source>
            <translation>PIN 或密码</translation>
        </message>
        <message>
            <source>Your PIN or password</source>
            <translation>您的 PIN 或密码</translation>
        </message>
        <message>
            <source>Lock</source>
            <translation>锁定</translation>
        </message>
        <message>
            <source>Lock: sign out, the pictures go on</source>
            <translation>锁定：退出登录，画面继续</translation>
        </message>
        <message>
            <source>%1 (Ctrl+L)</source>
            <comment>what a button does</comment>
            <translation>%1（Ctrl+L）</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close the panel. Nobody signs in.</source>
            <translation>关闭面板。无人登录。</translation>
        </message>
        <message>
            <source>Erase the last character</source>
            <translation>删除最后一个字符</translation>
        </message>
        <message>
            <source>Digit %1</source>
            <translation>数字 %1</translation>
        </message>
        <message>
            <source>Signed in: %1, since %2.</source>
            <comment>name and role, time</comment>
            <translation>已登录：%1，自 %2 起。</translation>
        </message>
        <message>
            <source>Nobody is signed in: whoever stands here is an operator. Rolling back works in any case.</source>
            <translation>无人登录：站在这里的人是操作员。回退始终可用。</translation>
        </message>
        <message>
            <source>The list of people is damaged; an administrator finds out more with “linesidectl people list”.</source>
            <translation>人员名单已损坏；管理员可用“linesidectl people list”了解详情。</translation>
        </message>
        <message>
            <source>Choose your name</source>
            <translation>选择您的姓名</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>正在检查…</translation>
        </message>
    </context>
    <context>
        <name>lineside::SignatureBlock</name>
        <message>
            <source>Meaning</source>
            <translation>含义</translation>
        </message>
        <message>
            <source>What your signature means</source>
            <translation>您的签名的含义</translation>
        </message>
        <message>
            <source>PIN or password</source>
            <translation>PIN 或密码</translation>
        </message>
        <message>
            <source>Your PIN or password, once more, to sign</source>
            <translation>再次输入您的 PIN 或密码以签名</translation>
        </message>
        <message>
            <source>Sign in…</source>
            <translation>登录…</translation>
        </message>
        <message>
            <source>Sign in, so that you can sign</source>
            <translation>登录后才能签名</translation>
        </message>
        <message>
            <source>%1 signs: name, time and meaning go into the history.</source>
            <comment>name and role</comment>
            <translation>%1 签名：姓名、时间和含义写入历史。</translation>
        </message>
        <message>
            <source>This has to be signed, and nobody is signed in.</source>
            <translation>此操作必须签名，但无人登录。</translation>
        </message>
        <message>
            <source>This has to be signed, and there is nobody yet who could: an administrator adds people with “linesidectl people add”.</source>
            <translation>此操作必须签名，但还没有能签名的人：管理员用“linesidectl people add”添加人员。</translation>
        </message>
        <message>
            <source>Sign in, then sign.</source>
            <translation>请先登录，再签名。</translation>
        </message>
        <message>
            <source>Nobody can sign yet.</source>
            <translation>还没有人能签名。</translation>
        </message>
        <message>
            <source>Your signature is being checked.</source>
            <translation>正在检查您的签名。</translation>
        </message>
        <message>
            <source>Wait, then sign.</source>
            <translation>请等待，然后签名。</translation>
        </message>
        <message>
            <source>Give your PIN or password once more: that signs.</source>
            <translation>请再次输入您的 PIN 或密码：即为签名。</translation>
        </message>
    </context>
    <context>
        <name>lineside::SigningKeysEditor</name>
        <message>
            <source>Trusted keys</source>
            <translation>受信任的密钥</translation>
        </message>
        <message>
            <source>A weight file that one of them signed counts as signed. What a station asks for is set under Stations, Signatures.</source>
            <translation>由其中之一签名的权重文件算作有签名。每个工位的要求在“工位”的“签名”中设置。</translation>
        </message>
        <message>
            <source>Revoke</source>
            <translation>吊销</translation>
        </message>
        <message>
            <source>Revoke the selected key</source>
            <translation>吊销所选密钥</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove the selected trusted key</source>
            <translation>移除所选的受信任密钥</translation>
        </message>
        <message>
            <source>Shown wherever a model is called signed.</source>
            <translation>凡是说明模型有签名的地方都会显示。</translation>
        </message>
        <message>
            <source>Public key</source>
            <translation>公钥</translation>
        </message>
        <message>
            <source>The line that begins with RW, or the whole text of the .pub file that “minisign -G” made. Only public keys belong here.</source>
            <translation>以 RW 开头的那一行，或由“minisign -G”生成的 .pub 文件的全部文字。这里只放公钥。</translation>
        </message>
        <message>
            <source>Open a .pub file…</source>
            <translation>打开 .pub 文件…</translation>
        </message>
        <message>
            <source>Read the public key from a file</source>
            <translation>从文件读取公钥</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Trust this key</source>
            <translation>信任此密钥</translation>
        </message>
        <message>
            <source>Revoked keys</source>
            <translation>已吊销的密钥</translation>
        </message>
        <message>
            <source>A file that one of them signed is refused everywhere. A model on air is not taken off by it.</source>
            <translation>由其中之一签名的文件在任何地方都会被拒绝。已在线的模型不会因此下线。</translation>
        </message>
        <message>
            <source>Remove the selected revoked key</source>
            <translation>移除所选的已吊销密钥</translation>
        </message>
        <message>
            <source>%1 · key %2</source>
            <comment>name, id</comment>
            <translation>%1 · 密钥 %2</translation>
        </message>
        <message>
            <source>A name is needed, so that messages can say who signed a file.</source>
            <translation>需要一个名称，这样消息才能说明文件由谁签名。</translation>
        </message>
        <message>
            <source>“%1” is trusted from now on.</source>
            <translation>从现在起信任“%1”。</translation>
        </message>
        <message>
            <source>“%1” is revoked: what it signed is refused from now on. What is on air goes on.</source>
            <translation>“%1”已吊销：从现在起，用它签名的文件都会被拒绝。在线的模型照常运行。</translation>
        </message>
        <message>
            <source>“%1” was removed. It stands below in the fields; Add makes it a trusted key.</source>
            <translation>“%1”已移除。它还在下面的输入框中；“添加”会使它成为受信任的密钥。</translation>
        </message>
        <message>
            <source>Open a public key</source>
            <translation>打开公钥</translation>
        </message>
        <message>
            <source>Public keys (*.pub)</source>
            <translation>公钥 (*.pub)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>“%1” cannot be read as a public key. Choose the .pub file that “minisign -G” made.</source>
            <translation>“%1”无法作为公钥读取。选择由“minisign -G”生成的 .pub 文件。</translation>
        </message>
        <message>
            <source>This key is in a list already, as “%1”. A revoked key has to be removed there first.</source>
            <translation>此密钥已在列表中，名称为“%1”。已吊销的密钥要先从那里移除。</translation>
        </message>
        <message>
            <source>This is no public key of minisign. Paste the line that begins with RW, or open the .pub file.</source>
            <translation>这不是 minisign 的公钥。粘贴以 RW 开头的那一行，或打开 .pub 文件。</translation>
        </message>
        <message>
            <source>The keys are in force, but were not written to the settings file. %1 After a restart they are as before.</source>
            <translation>密钥已生效，但没有写入设置文件。%1重启后恢复原样。</translation>
        </message>
        <message>
            <source>The keys were not changed. %1</source>
            <translation>密钥没有更改。%1</translation>
        </message>
        <message>
            <source>Keys that sign weight files</source>
            <translation>为权重文件签名的密钥</translation>
        </message>
        <message>
            <source>Owner of a new key</source>
            <translation>新密钥的所有者</translation>
        </message>
        <message>
            <source>Its public key</source>
            <translation>其公钥</translation>
        </message>
    </context>
    <context>
        <name>lineside::SourceEditor</name>
        <message>
            <source>Source of pictures</source>
            <translation>图像来源</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>The demo line needs no camera; all other kinds are real input.</source>
            <translation>演示产线不需要相机；其他类型都是真实输入。</translation>
        </message>
        <message>
            <source>File or folder</source>
            <translation>文件或文件夹</translation>
        </message>
        <message>
            <source>The file stays where it is and is only read. A video begins again at its end.</source>
            <translation>文件保留在原处，只被读取。视频播完后从头开始。</translation>
        </message>
        <message>
            <source>Path of the file or folder</source>
            <translation>文件或文件夹的路径</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>rtsp:// or http://, without user name and password: they have their own fields below.</source>
            <translation>rtsp:// 或 http://，不含用户名和密码：它们在下方单独填写。</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>Cameras that this computer sees now.</source>
            <translation>这台计算机当前识别到的摄像头。</translation>
        </message>
        <message>
            <source>Camera of the demo line</source>
            <translation>演示产线的相机</translation>
        </message>
        <message>
            <source>1 to 16; each number is another place on the conveyor.</source>
            <translation>1 到 16；每个编号是传送带上的不同位置。</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <source>The same number gives the same bottles again.</source>
            <translation>相同的数字会重现相同的瓶子。</translation>
        </message>
        <message>
            <source>Defects</source>
            <translation>缺陷</translation>
        </message>
        <message>
            <source>Share of bottles with a defect, 0 to 50 %. Default 6 %.</source>
            <translation>有缺陷的瓶子的比例，0 到 50 %。默认 6 %。</translation>
        </message>
        <message>
            <source> %</source>
            <comment>suffix of a number field</comment>
            <translation> %</translation>
        </message>
        <message>
            <source>Pictures a second</source>
            <translation>每秒图像数</translation>
        </message>
        <message>
            <source>0.1 to 240, default 30. A faster camera is thinned to this rate.</source>
            <translation>0.1 到 240，默认 30。更快的相机会降到此速率。</translation>
        </message>
        <message>
            <source>User name and password</source>
            <translation>用户名和密码</translation>
        </message>
        <message>
            <source>Kept in the keychain of the system only; never written to the settings file or a log.</source>
            <translation>只保存在系统密钥环中；绝不写入设置文件或日志。</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>测试</translation>
        </message>
        <message>
            <source>Test this source</source>
            <translation>测试此来源</translation>
        </message>
        <message>
            <source>Opens the source beside the running ones and waits up to 10 seconds for its first picture.</source>
            <translation>在不影响运行中来源的情况下打开此来源，第一幅画面最多等待 10 秒。</translation>
        </message>
        <message>
            <source>First camera found</source>
            <translation>找到的第一个摄像头</translation>
        </message>
        <message>
            <source>%1 (not plugged in)</source>
            <translation>%1（未连接）</translation>
        </message>
        <message>
            <source>Choose a folder of pictures</source>
            <translation>选择图片文件夹</translation>
        </message>
        <message>
            <source>Choose a video file</source>
            <translation>选择视频文件</translation>
        </message>
        <message>
            <source>Opening the source, up to 10 seconds…</source>
            <translation>正在打开来源，最多 10 秒…</translation>
        </message>
        <message>
            <source>No picture. %1 Nothing was changed.</source>
            <translation>没有图像。%1没有更改任何设置。</translation>
        </message>
        <message>
            <source>%1 pixels, %2 pictures a second, first picture after %3.</source>
            <translation>%1 像素，每秒 %2 幅，%3 后收到第一幅图像。</translation>
        </message>
        <message>
            <source>Picture of the tested source</source>
            <translation>所测来源的图像</translation>
        </message>
        <message>
            <source>Videos (*.mp4 *.avi *.mkv *.mov *.webm)</source>
            <translation>视频 (*.mp4 *.avi *.mkv *.mov *.webm)</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationChoice</name>
        <message>
            <source>%1 stations</source>
            <comment>3 or more</comment>
            <translation>%1 个工位</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>what is chosen, stations</comment>
            <translation>%1：%2</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationComparisonsModel</name>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Parts</source>
            <translation>零件</translation>
        </message>
        <message>
            <source>Differ</source>
            <comment>number of parts on which two models differ</comment>
            <translation>不一致</translation>
        </message>
        <message>
            <source>To review</source>
            <comment>number of parts</comment>
            <translation>待复核</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>结论</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationEditor</name>
        <message>
            <source>Station</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Shown on the wall, in the history and in messages.</source>
            <translation>显示在监视墙、历史和消息中。</translation>
        </message>
        <message>
            <source>Contract: what every model must keep</source>
            <translation>约定：每个模型必须遵守</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>The set that a model must know, separated by commas, in any order; one with a comma in it stands in quotes. Empty: any. A model with other labels is refused.</source>
            <translation>模型必须认识的标签集合，用逗号分隔，顺序不限；含逗号的标签加引号。留空：不限。标签不同的模型会被拒绝。</translation>
        </message>
        <message>
            <source>Labels of the contract</source>
            <translation>约定的标签</translation>
        </message>
        <message>
            <source>Take from running model</source>
            <translation>取自运行中的模型</translation>
        </message>
        <message>
            <source>Model layout</source>
            <translation>模型布局</translation>
        </message>
        <message>
            <source>How a file is read that does not say itself what it is, as those of YOLOX: its classes then get the labels above, in that order. A model of another layout is refused.</source>
            <translation>文件自身未说明格式时（例如 YOLOX 的文件）按此读取：其类别依次取上面的标签。其他布局的模型会被拒绝。</translation>
        </message>
        <message>
            <source>Smallest input</source>
            <translation>最小输入</translation>
        </message>
        <message>
            <source>32 to 8192 pixels, default 32.</source>
            <translation>32 到 8192 像素，默认 32。</translation>
        </message>
        <message>
            <source>Largest input</source>
            <translation>最大输入</translation>
        </message>
        <message>
            <source>32 to 8192 pixels, default 2048.</source>
            <translation>32 到 8192 像素，默认 2048。</translation>
        </message>
        <message>
            <source> px</source>
            <comment>suffix of a number field</comment>
            <translation> 像素</translation>
        </message>
        <message>
            <source>Time for one frame</source>
            <translation>单帧时间</translation>
        </message>
        <message>
            <source>A slower model is refused. 0: no limit.</source>
            <translation>更慢的模型会被拒绝。0：不限。</translation>
        </message>
        <message>
            <source> ms</source>
            <comment>suffix of a number field</comment>
            <translation> 毫秒</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>Memory of one model</source>
            <translation>单个模型的内存</translation>
        </message>
        <message>
            <source>A larger model is refused. 0: what is free.</source>
            <translation>更大的模型会被拒绝。0：以可用内存为限。</translation>
        </message>
        <message>
            <source> MB</source>
            <comment>suffix of a number field</comment>
            <translation> MB</translation>
        </message>
        <message>
            <source>what is free</source>
            <translation>以可用内存为限</translation>
        </message>
        <message>
            <source>Rule: when a part passes</source>
            <translation>规则：零件何时合格</translation>
        </message>
        <message>
            <source>A part is</source>
            <translation>零件是</translation>
        </message>
        <message>
            <source>Label of the box that is one part. Empty: the whole frame is the part.</source>
            <translation>代表一个零件的框的标签。留空：整幅画面是一个零件。</translation>
        </message>
        <message>
            <source>Must have</source>
            <translation>必须有</translation>
        </message>
        <message>
            <source>Every part must have one of each of these labels.</source>
            <translation>每个零件必须具有所列的每一种标签。</translation>
        </message>
        <message>
            <source>Must not have</source>
            <translation>不得有</translation>
        </message>
        <message>
            <source>A part with one of these labels is rejected.</source>
            <translation>带有其中任一标签的零件判为不合格。</translation>
        </message>
        <message>
            <source>Sure from score</source>
            <translation>确定的最低分数</translation>
        </message>
        <message>
            <source>0 to 1, default 0.50. A deciding box below it makes the verdict UNSURE.</source>
            <translation>0 到 1，默认 0.50。决定性的框低于此分数时，结果为“不确定”。</translation>
        </message>
        <message>
            <source>Judged from</source>
            <translation>检测起点</translation>
        </message>
        <message>
            <source>Left end of the zone in which a part is judged, in % of the width; default 40.</source>
            <translation>检测零件的区域的左端，以宽度的百分比表示；默认 40。</translation>
        </message>
        <message>
            <source>Judged until</source>
            <translation>检测终点</translation>
        </message>
        <message>
            <source>Right end of that zone; default 60. One part at a time should be in it.</source>
            <translation>该区域的右端；默认 60。区域内每次应只有一个零件。</translation>
        </message>
        <message>
            <source>Reject rate limit</source>
            <translation>不合格率上限</translation>
        </message>
        <message>
            <source>The tile turns red above this share of failed parts in the last hour; default 8 %.</source>
            <translation>最近一小时不合格零件的比例超过此值时，画面格变红；默认 8 %。</translation>
        </message>
        <message>
            <source> %</source>
            <comment>suffix of a number field</comment>
            <translation> %</translation>
        </message>
        <message>
            <source>Thresholds of the detector</source>
            <translation>检测器阈值</translation>
        </message>
        <message>
            <source>Confidence</source>
            <translation>置信度</translation>
        </message>
        <message>
            <source>0.01 to 0.99, default 0.25. Boxes must score more.</source>
            <translation>0.01 到 0.99，默认 0.25。框的分数须高于此值。</translation>
        </message>
        <message>
            <source>Overlap</source>
            <translation>重叠</translation>
        </message>
        <message>
            <source>0.05 to 0.95, default 0.70. Boxes of one class that overlap more are one.</source>
            <translation>0.05 到 0.95，默认 0.70。同一类别的框重叠超过此值时合并为一个。</translation>
        </message>
        <message>
            <source>Most boxes</source>
            <translation>最多框数</translation>
        </message>
        <message>
            <source>1 to 3000 in one frame, default 300.</source>
            <translation>每帧 1 到 3000 个，默认 300。</translation>
        </message>
        <message>
            <source>No model runs at this station. The labels before stay in force.</source>
            <translation>此工位没有运行中的模型。原来的标签继续有效。</translation>
        </message>
        <message>
            <source>Going on air</source>
            <translation>上线</translation>
        </message>
        <message>
            <source>Signatures</source>
            <translation>签名</translation>
        </message>
        <message>
            <source>Whether a trusted key must have signed a model; the keys are under Signing keys. A signature that is there must be good in any case. Rolling back never asks.</source>
            <translation>模型是否必须由受信任的密钥签名；密钥在“签名密钥”中设置。已有的签名在任何情况下都必须正确。回滚从不询问。</translation>
        </message>
        <message>
            <source>Not asked for</source>
            <translation>不要求</translation>
        </message>
        <message>
            <source>Tell where it is missing</source>
            <translation>缺少时提示</translation>
        </message>
        <message>
            <source>Signed models only</source>
            <translation>只采用有签名的模型</translation>
        </message>
        <message>
            <source>No key is trusted yet, so no file can come to this station. Add one under Signing keys.</source>
            <translation>还没有受信任的密钥，因此任何文件都不能到此工位。在“签名密钥”中添加一个。</translation>
        </message>
        <message>
            <source>No key is trusted yet, so every file counts as not signed. Add one under Signing keys.</source>
            <translation>还没有受信任的密钥，因此每个文件都算没有签名。在“签名密钥”中添加一个。</translation>
        </message>
        <message>
            <source>Hours for loading</source>
            <translation>加载时段</translation>
        </message>
        <message>
            <source>A model for this station is loaded at this time of day only, as 22:00-05:30. Empty: at any time. Rolling back never waits.</source>
            <translation>此工位的模型只在一天中的这个时段加载，例如 22:00-05:30。留空：任何时间。回滚从不等待。</translation>
        </message>
        <message>
            <source>A beginning and another end are expected, as 22:00-05:30. The hours before stay in force.</source>
            <translation>应写明开始和不同的结束时间，例如 22:00-05:30。原来的时段仍有效。</translation>
        </message>
        <message>
            <source>What a model needs to go on air in place of another. Where the comparison has not decided, Promote… asks who answers for it and why; the history keeps it. Rolling back never asks.</source>
            <translation>一个模型取代另一个上线时需要什么。如果对比尚无结论，“上线…”会询问负责人和原因，并保存到历史记录。回滚从不询问。</translation>
        </message>
        <message>
            <source>One click</source>
            <translation>一次点击</translation>
        </message>
        <message>
            <source>A reason</source>
            <translation>填写原因</translation>
        </message>
        <message>
            <source>A verdict, or a name and a reason</source>
            <translation>对比结论，或姓名和原因</translation>
        </message>
        <message>
            <source>Signature</source>
            <translation>签名</translation>
        </message>
        <message>
            <source>Asked for where a model goes on air in place of another: an engineer gives his PIN or password once more and says what his signature means; the history keeps it. Rolling back never asks. It needs people: linesidectl people add.</source>
            <translation>模型替换另一个模型上线时要求：工程师再次输入 PIN 或密码，并说明签名的含义；历史会保存。回退从不要求。需要先添加人员：linesidectl people add。</translation>
        </message>
        <message>
            <source> parts</source>
            <comment>suffix of a number field: of every 100 parts one</comment>
            <translation> 个零件</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Picture of every</source>
            <translation>保留图片：每</translation>
        </message>
        <message>
            <source>Of so many parts the picture of one is kept in the data folder, up to 1000000. 0: none, the default. How long is under New models.</source>
            <translation>每这么多个零件，把其中一个的图片保存在数据文件夹中，最多 1000000。0：不保留，为默认。保留多久见“新模型”。</translation>
        </message>
        <message>
            <source>A signature is asked for</source>
            <translation>需要签名</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>Where no box is the part: a camera that is triggered once for each part. Unless this is said, a comparison here proves nothing: a part that stays in view would count again and again.</source>
            <translation>没有框作为零件时：相机对每个零件只触发一次。未说明时，这里的对比什么也证实不了：停留在画面中的零件会被反复计入。</translation>
        </message>
        <message>
            <source>Each picture shows another part</source>
            <translation>每张图像都是另一个零件</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationPage</name>
        <message>
            <source>← All stations</source>
            <translation>← 所有工位</translation>
        </message>
        <message>
            <source>Choose a model…</source>
            <translation>选择模型…</translation>
        </message>
        <message>
            <source>Judge along</source>
            <translation>同步检测</translation>
        </message>
        <message>
            <source>The previewed model judges the same pictures; its verdicts count for nothing.</source>
            <translation>候选模型检测相同的图像；其结果不起作用。</translation>
        </message>
        <message>
            <source>Compare…</source>
            <translation>对比…</translation>
        </message>
        <message>
            <source>Edit station…</source>
            <translation>编辑工位…</translation>
        </message>
        <message>
            <source>%1 · camera %2 · judged %3 · %4</source>
            <comment>verdict, rates, state</comment>
            <translation>%1 · 相机 %2 · 检测 %3 · %4</translation>
        </message>
        <message>
            <source>Picture held by you. Space: go on</source>
            <translation>画面由您停住。空格：继续</translation>
        </message>
        <message>
            <source>%1, judged before</source>
            <comment>model</comment>
            <translation>%1，此前检测</translation>
        </message>
        <message>
            <source>%1 judges along: %2 boxes, on air %3</source>
            <comment>model, counts</comment>
            <translation>%1 同步检测：%2 个框，在线 %3 个</translation>
        </message>
        <message>
            <source>%1 is ready</source>
            <comment>model</comment>
            <translation>%1 就绪</translation>
        </message>
        <message>
            <source>Nothing in preview. Drop a weight file here, or choose a model from the library.</source>
            <translation>没有候选。请将权重文件拖放到这里，或从模型库选择模型。</translation>
        </message>
        <message>
            <source>No other model in the library</source>
            <translation>模型库中没有其他模型</translation>
        </message>
        <message>
            <source>Golden frames (%1)</source>
            <comment>number</comment>
            <translation>基准帧（%1）</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationTabs</name>
        <message>
            <source>any</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between names</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>Now</source>
            <translation>现在</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
        <message>
            <source>Rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>Contract</source>
            <translation>约定</translation>
        </message>
        <message>
            <source>About this station</source>
            <translation>关于此工位</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>摄像头</translation>
        </message>
        <message>
            <source>%1 pictures a second</source>
            <translation>每秒 %1 幅</translation>
        </message>
        <message>
            <source>Judged</source>
            <translation>检测</translation>
        </message>
        <message>
            <source>Picture to verdict</source>
            <translation>从图像到结果</translation>
        </message>
        <message>
            <source>half within %1, 99 of 100 within %2</source>
            <translation>半数在 %1 以内，99 % 在 %2 以内</translation>
        </message>
        <message>
            <source>Judged so far</source>
            <translation>累计检测</translation>
        </message>
        <message>
            <source>Skipped while busy</source>
            <translation>繁忙时跳过</translation>
        </message>
        <message>
            <source>Dropped before display</source>
            <translation>显示前丢弃</translation>
        </message>
        <message>
            <source>Lost</source>
            <translation>丢失</translation>
        </message>
        <message>
            <source>Rejects, last hour</source>
            <translation>最近一小时不合格率</translation>
        </message>
        <message>
            <source>%1, limit %2</source>
            <translation>%1，上限 %2</translation>
        </message>
        <message>
            <source>Passed</source>
            <translation>合格</translation>
        </message>
        <message>
            <source>Failed</source>
            <comment>number of rejected parts</comment>
            <translation>不合格</translation>
        </message>
        <message>
            <source>Unsure</source>
            <translation>不确定</translation>
        </message>
        <message>
            <source>On air</source>
            <translation>在线</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>始于</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>标签</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>%1 × %2</source>
            <comment>pixels</comment>
            <translation>%1 × %2</translation>
        </message>
        <message>
            <source>Runs on</source>
            <translation>运行于</translation>
        </message>
        <message>
            <source>%1, %2, %3</source>
            <comment>library, device, precision</comment>
            <translation>%1，%2，%3</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>not measured</source>
            <translation>未测量</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>SHA-256</source>
            <translation>SHA-256</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>上一个</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Last change</source>
            <translation>上次更换</translation>
        </message>
        <message>
            <source>First verdict after</source>
            <translation>首个结果用时</translation>
        </message>
        <message>
            <source>not yet</source>
            <translation>尚无</translation>
        </message>
        <message>
            <source>Pictures lost in it</source>
            <translation>其间丢失的图像</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <source>Place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图像</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>尚无</translation>
        </message>
        <message>
            <source>Wanted rate</source>
            <translation>目标速率</translation>
        </message>
        <message>
            <source>The driver says</source>
            <translation>驱动信息</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <source>A part is</source>
            <translation>零件是</translation>
        </message>
        <message>
            <source>the whole picture</source>
            <translation>整幅画面</translation>
        </message>
        <message>
            <source>It must have</source>
            <translation>必须有</translation>
        </message>
        <message>
            <source>It must not have</source>
            <translation>不得有</translation>
        </message>
        <message>
            <source>Unsure below a score of</source>
            <translation>分数低于此值为不确定</translation>
        </message>
        <message>
            <source>Boxes count from a score of</source>
            <translation>框的最低分数</translation>
        </message>
        <message>
            <source>Judged between</source>
            <translation>检测区域</translation>
        </message>
        <message>
            <source>%1 and %2 of the width</source>
            <translation>宽度的 %1 到 %2</translation>
        </message>
        <message>
            <source>Input size</source>
            <translation>输入尺寸</translation>
        </message>
        <message>
            <source>Model layout</source>
            <translation>模型布局</translation>
        </message>
        <message>
            <source>%1 to %2 pixels</source>
            <translation>%1 到 %2 像素</translation>
        </message>
        <message>
            <source>Time limit</source>
            <translation>时间限值</translation>
        </message>
        <message>
            <source>Memory limit</source>
            <translation>内存限值</translation>
        </message>
        <message>
            <source>%1 MB</source>
            <translation>%1 MB</translation>
        </message>
        <message>
            <source>what is free</source>
            <translation>以可用内存为限</translation>
        </message>
        <message>
            <source>not loaded yet</source>
            <translation>尚未载入</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationTile</name>
        <message>
            <source>Retry now</source>
            <translation>立即重试</translation>
        </message>
        <message>
            <source>Connect the camera of %1 now</source>
            <comment>station</comment>
            <translation>立即连接 %1 的相机</translation>
        </message>
        <message>
            <source>Picture held by you. Live in the corner. Space: go on</source>
            <translation>画面由您停住。角落为实时画面。空格：继续</translation>
        </message>
        <message>
            <source>%1 rejects</source>
            <comment>share in percent</comment>
            <translation>不合格率 %1</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationsBar</name>
        <message>
            <source>Start at all %1 stations</source>
            <comment>number</comment>
            <translation>在全部 %1 个工位开始</translation>
        </message>
        <message>
            <source>Lets %1 judge the same frames as %2 at every station that has %2 on air and compares nothing yet</source>
            <comment>B, A</comment>
            <translation>在每个由 %2 在线判定且尚未进行对比的工位上，让 %1 判定与 %2 相同的帧</translation>
        </message>
        <message>
            <source>Stop at all %1 stations</source>
            <comment>number</comment>
            <translation>在全部 %1 个工位停止</translation>
        </message>
        <message>
            <source>Ends the comparison of %1 and %2 at every station</source>
            <comment>B, A</comment>
            <translation>在每个工位结束 %1 与 %2 的对比</translation>
        </message>
        <message>
            <source>Stations</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>What each station knows, in place of the pictures (6)</source>
            <translation>各工位已知的结果，显示在画面的位置（6）</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationsDraft</name>
        <message>
            <source>%1, copy</source>
            <translation>%1 副本</translation>
        </message>
        <message>
            <source>%1: removed</source>
            <translation>%1：已移除</translation>
        </message>
        <message>
            <source>%1: added</source>
            <translation>%1：已添加</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>station: what was changed there</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>source of pictures</source>
            <translation>图像来源</translation>
        </message>
        <message>
            <source>pictures a second</source>
            <translation>每秒图像数</translation>
        </message>
        <message>
            <source>stored user name</source>
            <translation>保存的用户名</translation>
        </message>
        <message>
            <source>labels of the contract</source>
            <translation>约定的标签</translation>
        </message>
        <message>
            <source>layout of the models</source>
            <translation>模型布局</translation>
        </message>
        <message>
            <source>limits of the contract</source>
            <translation>约定的限值</translation>
        </message>
        <message>
            <source>rule</source>
            <translation>规则</translation>
        </message>
        <message>
            <source>thresholds</source>
            <translation>阈值</translation>
        </message>
        <message>
            <source>limit of the reject rate</source>
            <translation>不合格率上限</translation>
        </message>
        <message>
            <source>Order of the stations</source>
            <translation>工位顺序</translation>
        </message>
        <message>
            <source>%1 (changed)</source>
            <translation>%1（已更改）</translation>
        </message>
        <message>
            <source>%1, copy %2</source>
            <comment>station, number</comment>
            <translation>%1，副本 %2</translation>
        </message>
        <message>
            <source>signatures of models</source>
            <translation>模型的签名</translation>
        </message>
        <message>
            <source>hours for loading models</source>
            <translation>加载模型的时段</translation>
        </message>
        <message>
            <source>what going on air asks for</source>
            <translation>上线的要求</translation>
        </message>
        <message>
            <source>comparison of a new model</source>
            <translation>新模型的对比</translation>
        </message>
        <message>
            <source>pictures of parts</source>
            <translation>零件图片</translation>
        </message>
    </context>
    <context>
        <name>lineside::StationsPanel</name>
        <message>
            <source>no comparison</source>
            <translation>未进行对比</translation>
        </message>
        <message>
            <source>compared with %1</source>
            <comment>model</comment>
            <translation>正与 %1 对比</translation>
        </message>
        <message>
            <source>starting</source>
            <translation>正在开始</translation>
        </message>
        <message>
            <source>Together</source>
            <translation>合并</translation>
        </message>
        <message>
            <source>What each station knows of B. Click a row, or press Enter, to look at its pictures.</source>
            <translation>各工位对 B 已知的结果。点击一行或按 Enter 即可查看其画面。</translation>
        </message>
        <message>
            <source>Stations</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>Back to the pictures</source>
            <translation>返回画面</translation>
        </message>
        <message>
            <source>Shows the pictures again (6)</source>
            <translation>重新显示画面（6）</translation>
        </message>
    </context>
    <context>
        <name>lineside::StepRow</name>
        <message>
            <source>Step %1</source>
            <translation>第 %1 步</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>step, field</comment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>Stations</source>
            <translation>工位</translation>
        </message>
        <message>
            <source>By share</source>
            <translation>按比例</translation>
        </message>
        <message>
            <source>Share with the new model</source>
            <translation>用新模型的比例</translation>
        </message>
        <message>
            <source> %</source>
            <comment>suffix of a number field</comment>
            <translation> %</translation>
        </message>
        <message>
            <source>Parts of each, at least</source>
            <translation>每个工位至少的零件数</translation>
        </message>
        <message>
            <source>Runs at least</source>
            <translation>至少运行</translation>
        </message>
        <message>
            <source>Waits for the parts at most</source>
            <translation>最多等待零件</translation>
        </message>
        <message>
            <source> min</source>
            <comment>minutes</comment>
            <translation> 分钟</translation>
        </message>
        <message>
            <source>At the end</source>
            <translation>结束时</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>询问</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Remove step %1</source>
            <translation>删除第 %1 步</translation>
        </message>
        <message>
            <source>Lots, at least</source>
            <translation>至少经过的批次数</translation>
        </message>
        <message>
            <source>none</source>
            <comment>lots that a step waits for</comment>
            <translation>不等待</translation>
        </message>
    </context>
    <context>
        <name>lineside::TopBar</name>
        <message>
            <source>The settings file on disk has a mistake; the last good one is in force</source>
            <translation>磁盘上的设置文件有误；上一次有效的设置继续生效</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between names</comment>
            <translation>、</translation>
        </message>
        <message>
            <source>not judging: %1</source>
            <comment>stations</comment>
            <translation>未检测：%1</translation>
        </message>
        <message>
            <source>many rejects: %1</source>
            <comment>stations</comment>
            <translation>不合格较多：%1</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>Attention</source>
            <translation>注意</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>state of the line, why</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Import…</source>
            <translation>导入…</translation>
        </message>
        <message>
            <source>Import a weight file</source>
            <translation>导入权重文件</translation>
        </message>
        <message>
            <source>%1 (Ctrl+O)</source>
            <comment>what a button does</comment>
            <translation>%1（Ctrl+O）</translation>
        </message>
        <message>
            <source>Promote…</source>
            <translation>上线…</translation>
        </message>
        <message>
            <source>Put a model on several stations</source>
            <translation>在多个工位上线模型</translation>
        </message>
        <message>
            <source>%1 (Ctrl+Return)</source>
            <comment>what a button does</comment>
            <translation>%1（Ctrl+Return）</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>the watched folder cannot be looked at</source>
            <translation>监视的文件夹无法查看</translation>
        </message>
        <message>
            <source>safe mode</source>
            <translation>安全模式</translation>
        </message>
        <message>
            <source>changes are not saved since %1</source>
            <comment>time</comment>
            <translation>更改自 %1 起未保存</translation>
        </message>
        <message>
            <source>verdicts are not recorded since %1</source>
            <comment>time</comment>
            <translation>判定自 %1 起未记录</translation>
        </message>
        <message>
            <source>free space on the disk</source>
            <translation>需要清理磁盘空间</translation>
        </message>
        <message>
            <source>the data folder cannot be written</source>
            <translation>数据文件夹无法写入</translation>
        </message>
        <message>
            <source>; </source>
            <comment>between what is wrong and what helps</comment>
            <translation>；</translation>
        </message>
        <message>
            <source>a canary waits for your word</source>
            <translation>灰度上线在等待决定</translation>
        </message>
        <message>
            <source>a canary is paused</source>
            <translation>灰度上线已暂停</translation>
        </message>
        <message>
            <source>what is recorded is not sealed since %1</source>
            <comment>time</comment>
            <translation>记录自 %1 起未封存</translation>
        </message>
        <message>
            <source>press Verify in History, and look at the disk</source>
            <translation>在“历史”中按“校验”并检查磁盘</translation>
        </message>
    </context>
    <context>
        <name>lineside::TransitionButton</name>
        <message>
            <source>%1. %2</source>
            <comment>button, why it is disabled</comment>
            <translation>%1。%2</translation>
        </message>
        <message>
            <source>Changes the model on air. The camera and the other stations keep running.</source>
            <translation>更换在线模型。相机和其他工位继续运行。</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>what a button does, its station</comment>
            <translation>%1，%2</translation>
        </message>
    </context>
    <context>
        <name>lineside::VettingEditor</name>
        <message>
            <source>Reading of weight files</source>
            <translation>权重文件的读取</translation>
        </message>
        <message>
            <source>Only in a locked-in process</source>
            <translation>仅在受限进程中读取</translation>
        </message>
        <message>
            <source>The process that reads a weight file first gives up every connection, the disk and all other rights. Where the system cannot do that, every file is refused (L-223). Applies at once.</source>
            <translation>读取权重文件的进程先放弃所有连接、磁盘和其他一切权限。系统做不到时，拒绝所有文件（L-223）。立即生效。</translation>
        </message>
        <message>
            <source>On</source>
            <translation>启用</translation>
        </message>
        <message>
            <source>Without this, a system that cannot lock the process in lets it keep all rights of this program: a weight file made for it could read, change or send whatever this user can. Where the system can, the process is locked in all the same. What is on air goes on.</source>
            <translation>关闭后，在无法限制进程的系统上，该进程保留本程序的所有权限：恶意制作的权重文件可以读取、更改或发送此用户能访问的一切。系统能够限制时，进程仍受限制。在线模型继续运行。</translation>
        </message>
        <message>
            <source>Keep it on</source>
            <translation>保持启用</translation>
        </message>
        <message>
            <source>Switch it off</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Let files be read without the lock</source>
            <translation>允许不受限制地读取文件</translation>
        </message>
    </context>
    <context>
        <name>lineside::WaitingLoads</name>
        <message>
            <source>%1 for %2</source>
            <comment>model, station</comment>
            <translation>%1，用于 %2</translation>
        </message>
        <message>
            <source>%1. %2</source>
            <comment>model, what it waits for</comment>
            <translation>%1。%2</translation>
        </message>
    </context>
    <context>
        <name>lineside::WatchedFolderEditor</name>
        <message>
            <source>Watched folder</source>
            <translation>监视的文件夹</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Each weight file that comes here is offered as if it had been dropped, once it is complete: checked, loaded, shown. Nothing goes on air by itself. What is here already is offered too; links and unfinished copies (.part, .tmp) are not.</source>
            <translation>放入此处的每个权重文件在完整之后，会像拖放一样提交：检查、加载、显示。不会自动上线。已在其中的文件也会提交；链接和未完成的副本（.part、.tmp）除外。</translation>
        </message>
        <message>
            <source>Path of the watched folder</source>
            <translation>监视的文件夹的路径</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>浏览…</translation>
        </message>
        <message>
            <source>Choose the folder to watch</source>
            <translation>选择要监视的文件夹</translation>
        </message>
        <message>
            <source>Offered to</source>
            <translation>提交给</translation>
        </message>
        <message>
            <source>At a station the newest file waits in the preview until somebody puts it on air.</source>
            <translation>在工位上，最新的文件作为候选等待，直到有人将它上线。</translation>
        </message>
        <message>
            <source>Time between looks</source>
            <translation>两次查看的间隔</translation>
        </message>
        <message>
            <source>Changes on this computer are seen at once; those that another computer makes on a share, with the next looks. 1 to 3600 seconds.</source>
            <translation>本机上的更改立即可见；其他计算机在网络共享上的更改在之后的查看中发现。1 至 3600 秒。</translation>
        </message>
        <message>
            <source> s</source>
            <comment>seconds</comment>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Watching</source>
            <translation>监视</translation>
        </message>
        <message>
            <source>Applies at once, and is kept in the settings file.</source>
            <translation>立即生效，并保存到设置文件。</translation>
        </message>
        <message>
            <source>Watch this folder</source>
            <translation>监视此文件夹</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>停止监视</translation>
        </message>
        <message>
            <source>Library only</source>
            <translation>仅模型库</translation>
        </message>
        <message>
            <source>Library only (“%1” is not there)</source>
            <comment>a station</comment>
            <translation>仅模型库（“%1”不存在）</translation>
        </message>
        <message>
            <source>“%1” is not there, so nothing is offered from it. The line runs on. Connect the share or make the folder; it is looked for again by itself.</source>
            <translation>“%1”不存在，因此不从中提交文件。产线继续运行。连接共享或创建该文件夹；程序会自动再次查找。</translation>
        </message>
        <message>
            <source>“%1” is not a folder, so nothing is offered from it. The line runs on. Choose another one.</source>
            <translation>“%1”不是文件夹，因此不从中提交文件。产线继续运行。选择另一个文件夹。</translation>
        </message>
        <message>
            <source>There are more than 10,000 files in “%1”, so nothing is offered from it. The line runs on. Move old ones away.</source>
            <translation>“%1”中的文件超过 10,000 个，因此不从中提交文件。产线继续运行。移走旧文件。</translation>
        </message>
        <message>
            <source>“%1” cannot be read, so nothing is offered from it. The line runs on. Give this user the right to read it, or check the network. (%2)</source>
            <translation>“%1”无法读取，因此不从中提交文件。产线继续运行。授予此用户读取权限，或检查网络。（%2）</translation>
        </message>
        <message>
            <source>No folder is watched.</source>
            <translation>没有监视文件夹。</translation>
        </message>
        <message>
            <source>“%1” is watched; its files are offered to %2.</source>
            <comment>folder, station</comment>
            <translation>正在监视“%1”；其中的文件提交给 %2。</translation>
        </message>
        <message>
            <source>“%1” is watched; its files come into the library.</source>
            <comment>folder</comment>
            <translation>正在监视“%1”；其中的文件进入模型库。</translation>
        </message>
        <message>
            <source>The path must begin with /. Nothing was changed.</source>
            <translation>路径必须以 / 开头。没有任何更改。</translation>
        </message>
    </context>
    <context>
        <name>lineside::WipeView</name>
        <message>
            <source>Left of the line B, right of it A</source>
            <translation>分界线左侧为 B，右侧为 A</translation>
        </message>
        <message>
            <source>Left of the line A, right of it B</source>
            <translation>线左侧为 A，右侧为 B</translation>
        </message>
    </context>
    <context>
        <name>lineside::ZoomBar</name>
        <message>
            <source>%1 %</source>
            <comment>zoom</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>Zoom %1: whole picture or 1:1</source>
            <comment>percentage</comment>
            <translation>缩放 %1：整幅或 1:1</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Zoom out (-)</source>
            <translation>缩小（-）</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Zoom in (+)</source>
            <translation>放大（+）</translation>
        </message>
        <message>
            <source>Whole picture or 1:1 (Z). The mouse wheel zooms at the pointer, dragging moves the picture.</source>
            <translation>整幅或 1:1（Z）。滚轮在指针处缩放，拖动可移动画面。</translation>
        </message>
    </context>
</TS>
