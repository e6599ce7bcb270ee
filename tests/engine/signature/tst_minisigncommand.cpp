// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/signature/signer.h"
#include "signature/signaturecheck.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The same keys and signatures as the real command, both ways.
class TestMinisignCommand : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    const QByteArray m_content = "the weights of a network";

    bool minisign(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_dir.path());
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(QStringLiteral("minisign"), arguments);
        if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit)
            qFatal("minisign does not run");
        return process.exitCode() == 0;
    }
    void write(const char *name, const QByteArray &content) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("no file");
    }
    std::string read(const char *name) const
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s is not there", name);
        return file.readAll().toStdString();
    }
    Result<CheckedSignature, Refusal> check(const std::string &signature) const
    {
        const auto key = minisign::parsePublicKey(read("key.pub"));
        if (!key)
            qFatal("%s", key.error().detail.c_str());
        const SigningKeys keys{{{"Training", minisign::line(*key), minisign::text(key->id)}}, {}};
        return checkSignature(signature, {m_dir.filePath("weights.pt").toStdString(), {}, static_cast<std::uint64_t>(m_content.size())}, keys,
                              [] { return true; });
    }

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("minisign")).isEmpty()) {
            if (qEnvironmentVariable("CI") == QLatin1String("true"))
                QFAIL("minisign is required where CI=true");
            QSKIP("minisign is not installed here");
        }
        write("weights.pt", m_content);
        QVERIFY(minisign({"-G", "-W", "-p", "key.pub", "-s", "key"}));
    }
    void what_the_command_signed_is_taken()
    {
        QVERIFY(minisign({"-S", "-s", "key", "-m", "weights.pt", "-t", "model=line version=3 size=24"}));
        const auto checked = check(read("weights.pt.minisig"));
        QVERIFY2(checked.ok(), checked ? "" : checked.error().detail.c_str());
        QVERIFY(checked->info.state == SignatureState::Good);
        QCOMPARE(checked->info.trustedComment, std::string("model=line version=3 size=24"));
        QVERIFY2(read("key.pub").find(checked->info.keyId) != std::string::npos, checked->info.keyId.c_str());  // as it prints the id itself
        QVERIFY(minisign({"-S", "-s", "key", "-m", "weights.pt"}));  // with its own comment
        QVERIFY(check(read("weights.pt.minisig")));
    }
    void what_it_signed_in_the_older_form_is_refused()
    {
        QVERIFY(minisign({"-S", "-l", "-s", "key", "-m", "weights.pt"}));
        QVERIFY(minisign({"-V", "-p", "key.pub", "-m", "weights.pt"}));
        const auto checked = check(read("weights.pt.minisig"));
        QVERIFY(!checked && checked.error().reason == RefusalReason::BadSignature);
    }
    void a_signature_and_a_key_written_here_are_good_for_the_command()
    {
        const Signer signer(7);
        write("own.pub", QByteArray::fromStdString(signer.publicText()));
        write("weights.pt.minisig", QByteArray::fromStdString(signer.sign(m_content.toStdString(), "model=line version=3")));
        QVERIFY(minisign({"-V", "-H", "-p", "own.pub", "-m", "weights.pt"}));
        QVERIFY(minisign({"-V", "-H", "-P", QString::fromStdString(signer.key("").key), "-m", "weights.pt"}));
        write("weights.pt.minisig", QByteArray::fromStdString(signer.sign("other weights", "model=line version=3")));
        QVERIFY(!minisign({"-V", "-H", "-p", "own.pub", "-m", "weights.pt"}));
    }
};

QTEST_GUILESS_MAIN(TestMinisignCommand)
#include "tst_minisigncommand.moc"
