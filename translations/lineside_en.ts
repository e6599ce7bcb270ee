<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AccessWords</name>
        <message numerus="yes">
            <source>The next one is looked at in %n s.</source>
            <translation>
                <numerusform>The next one is looked at in %n s.</numerusform>
                <numerusform>The next one is looked at in %n s.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CompareText</name>
        <message numerus="yes">
            <source>Comparing: %Ln frame(s), %1 differ</source>
            <translation>
                <numerusform>Comparing: %Ln frame, %1 differ</numerusform>
                <numerusform>Comparing: %Ln frames, %1 differ</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CoverageText</name>
        <message numerus="yes">
            <source>Seen on %Ln lot(s).</source>
            <translation>
                <numerusform>Seen on %Ln lot.</numerusform>
                <numerusform>Seen on %Ln lots.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Seen in %Ln hour(s) of the clock.</source>
            <translation>
                <numerusform>Seen in %Ln hour of the clock.</numerusform>
                <numerusform>Seen in %Ln hours of the clock.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln more lot(s) must come before it is proven.</source>
            <translation>
                <numerusform>%Ln more lot must come before it is proven.</numerusform>
                <numerusform>%Ln more lots must come before it is proven.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Parts of %Ln more hour(s) of the clock must come before it is proven.</source>
            <translation>
                <numerusform>Parts of %Ln more hour of the clock must come before it is proven.</numerusform>
                <numerusform>Parts of %Ln more hours of the clock must come before it is proven.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PromotePlan</name>
        <message numerus="yes">
            <source>Put %1 on %n station(s)</source>
            <comment>model</comment>
            <translation>
                <numerusform>Put %1 on %n station</numerusform>
                <numerusform>Put %1 on %n stations</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordedText</name>
        <message numerus="yes">
            <source>%Ln second(s)</source>
            <translation>
                <numerusform>%Ln second</numerusform>
                <numerusform>%Ln seconds</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln minute(s)</source>
            <translation>
                <numerusform>%Ln minute</numerusform>
                <numerusform>%Ln minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not decided: nobody has said what is there of %Ln object(s) on which they differ.</source>
            <translation>
                <numerusform>Not decided: nobody has said what is there of %Ln object on which they differ.</numerusform>
                <numerusform>Not decided: nobody has said what is there of %Ln objects on which they differ.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not decided: nobody has said what is right of %Ln part(s) on which they differ.</source>
            <translation>
                <numerusform>Not decided: nobody has said what is right of %Ln part on which they differ.</numerusform>
                <numerusform>Not decided: nobody has said what is right of %Ln parts on which they differ.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln object(s)</source>
            <translation>
                <numerusform>%Ln object</numerusform>
                <numerusform>%Ln objects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln part</numerusform>
                <numerusform>%Ln parts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Summing up %Ln picture(s).</source>
            <translation>
                <numerusform>Summing up %Ln picture.</numerusform>
                <numerusform>Summing up %Ln pictures.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s)</source>
            <translation>
                <numerusform>%Ln picture</numerusform>
                <numerusform>%Ln pictures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>In %Ln picture(s) there was nothing to compare.</source>
            <translation>
                <numerusform>In %Ln picture there was nothing to compare.</numerusform>
                <numerusform>In %Ln pictures there was nothing to compare.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>It was cancelled: this is of the first %Ln picture(s).</source>
            <translation>
                <numerusform>It was cancelled: this is of the first %Ln picture.</numerusform>
                <numerusform>It was cancelled: this is of the first %Ln pictures.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s) could not be read and are left out.</source>
            <translation>
                <numerusform>%Ln picture could not be read and is left out.</numerusform>
                <numerusform>%Ln pictures could not be read and are left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>pictures of the video are kept of %Ln place(s), and this is none of them</source>
            <translation>
                <numerusform>pictures of the video are kept of %Ln place, and this is none of them</numerusform>
                <numerusform>pictures of the video are kept of %Ln places, and this is none of them</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>VerdictText</name>
        <message numerus="yes">
            <source>Two people do not say the same of %Ln object(s): counted against either verdict, as if nobody had answered.</source>
            <translation>
                <numerusform>Two people do not say the same of %Ln object: counted against either verdict, as if nobody had answered.</numerusform>
                <numerusform>Two people do not say the same of %Ln objects: counted against either verdict, as if nobody had answered.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Two people do not say the same of %Ln part(s): counted against either verdict, as if nobody had answered.</source>
            <translation>
                <numerusform>Two people do not say the same of %Ln part: counted against either verdict, as if nobody had answered.</numerusform>
                <numerusform>Two people do not say the same of %Ln parts: counted against either verdict, as if nobody had answered.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not decided: %Ln object(s) on which they differ wait for a person.</source>
            <translation>
                <numerusform>Not decided: %Ln object on which they differ waits for a person.</numerusform>
                <numerusform>Not decided: %Ln objects on which they differ wait for a person.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Not decided: %Ln part(s) on which they differ wait for a person.</source>
            <translation>
                <numerusform>Not decided: %Ln part on which they differ waits for a person.</numerusform>
                <numerusform>Not decided: %Ln parts on which they differ wait for a person.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln object(s)</source>
            <translation>
                <numerusform>%Ln object</numerusform>
                <numerusform>%Ln objects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln part</numerusform>
                <numerusform>%Ln parts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Of %Ln of them there is no picture to look at.</source>
            <translation>
                <numerusform>Of %Ln of them there is no picture to look at.</numerusform>
                <numerusform>Of %Ln of them there is no picture to look at.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message numerus="yes">
            <source>%1 (%n thread(s))</source>
            <comment>processor</comment>
            <translation>
                <numerusform>%1 (%n thread)</numerusform>
                <numerusform>%1 (%n threads)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln object(s)</source>
            <translation>
                <numerusform>%Ln object</numerusform>
                <numerusform>%Ln objects</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln part</numerusform>
                <numerusform>%Ln parts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 on %Ln lot(s)</source>
            <comment>parts</comment>
            <translation>
                <numerusform>%1 on %Ln lot</numerusform>
                <numerusform>%1 on %Ln lots</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 in %Ln hour(s) of the clock</source>
            <comment>parts</comment>
            <translation>
                <numerusform>%1 in %Ln hour of the clock</numerusform>
                <numerusform>%1 in %Ln hours of the clock</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 at %Ln station(s)</source>
            <comment>parts</comment>
            <translation>
                <numerusform>%1 at %Ln station</numerusform>
                <numerusform>%1 at %Ln stations</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::CanaryText</name>
        <message numerus="yes">
            <source>Each station of this step judges %1 parts first, and %Ln minute(s) pass.</source>
            <translation>
                <numerusform>Each station of this step judges %1 parts first, and %Ln minute passes.</numerusform>
                <numerusform>Each station of this step judges %1 parts first, and %Ln minutes pass.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Fewer than %1 parts came in %Ln minute(s). It goes on by itself once they are there; “Resume” waits as long again.</source>
            <translation>
                <numerusform>Fewer than %1 parts came in %Ln minute. It goes on by itself once they are there; “Resume” waits as long again.</numerusform>
                <numerusform>Fewer than %1 parts came in %Ln minutes. It goes on by itself once they are there; “Resume” waits as long again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Fewer than %1 lots were seen in %Ln minute(s). It goes on by itself once they are there; “Resume” waits as long again.</source>
            <translation>
                <numerusform>Fewer than %1 lots were seen in %Ln minute. It goes on by itself once they are there; “Resume” waits as long again.</numerusform>
                <numerusform>Fewer than %1 lots were seen in %Ln minutes. It goes on by itself once they are there; “Resume” waits as long again.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::ComparePage</name>
        <message numerus="yes">
            <source>Review %Ln part(s)…</source>
            <translation>
                <numerusform>Review %Ln part…</numerusform>
                <numerusform>Review %Ln parts…</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Review %Ln object(s)…</source>
            <translation>
                <numerusform>Review %Ln object…</numerusform>
                <numerusform>Review %Ln objects…</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::DropOverlay</name>
        <message numerus="yes">
            <source>Import %n file(s)</source>
            <translation>
                <numerusform>Import %n file</numerusform>
                <numerusform>Import %n files</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::HistoryPage</name>
        <message numerus="yes">
            <source>%Ln event(s)</source>
            <translation>
                <numerusform>%Ln event</numerusform>
                <numerusform>%Ln events</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln event(s)</source>
            <translation>
                <numerusform>%1 of %Ln event</numerusform>
                <numerusform>%1 of %Ln events</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) written to %1.</source>
            <translation>
                <numerusform>%Ln row written to %1.</numerusform>
                <numerusform>%Ln rows written to %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln lot(s)</source>
            <translation>
                <numerusform>%Ln lot</numerusform>
                <numerusform>%Ln lots</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::LibraryPage</name>
        <message numerus="yes">
            <source>%Ln version(s)</source>
            <translation>
                <numerusform>%Ln version</numerusform>
                <numerusform>%Ln versions</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln version(s)</source>
            <translation>
                <numerusform>%1 of %Ln version</numerusform>
                <numerusform>%1 of %Ln versions</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::MemoryPage</name>
        <message numerus="yes">
            <source>%Ln row(s) written to %1.</source>
            <translation>
                <numerusform>%Ln row written to %1.</numerusform>
                <numerusform>%Ln rows written to %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln earlier change(s): see History.</source>
            <translation>
                <numerusform>%Ln earlier change: see History.</numerusform>
                <numerusform>%Ln earlier changes: see History.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordQuestions</name>
        <message numerus="yes">
            <source>%Ln part(s)</source>
            <translation>
                <numerusform>%Ln part</numerusform>
                <numerusform>%Ln parts</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::RecordedReport</name>
        <message numerus="yes">
            <source>%Ln class(es) written to %1.</source>
            <translation>
                <numerusform>%Ln class written to %1.</numerusform>
                <numerusform>%Ln classes written to %1.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>lineside::SettingsPage</name>
        <message numerus="yes">
            <source>%n change(s) wait. The line goes on unchanged until you apply.</source>
            <translation>
                <numerusform>%n change waits. The line goes on unchanged until you apply.</numerusform>
                <numerusform>%n changes wait. The line goes on unchanged until you apply.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n setting(s) found</source>
            <translation>
                <numerusform>%n setting found</numerusform>
                <numerusform>%n settings found</numerusform>
            </translation>
        </message>
    </context>
</TS>
