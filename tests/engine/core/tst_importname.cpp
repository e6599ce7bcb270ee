// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importname.h"

#include <QtTest>

using namespace lineside;

class TestImportName : public QObject {
    Q_OBJECT

    static QString of(const std::string &file, const SignedClaims &claims)
    {
        const auto name = importName(proposeId(file), claims);
        if (!name)
            return QString::fromLatin1(toString(name.error().reason));
        return QString::fromStdString(name->id.text()) + (name->versionIsSigned ? " signed" : "");
    }

private slots:
    void what_was_signed_counts_before_the_name_of_the_file()
    {
        QCOMPARE(of("line-v2.pt", {}), "line-v2");
        QCOMPARE(of("best.pt", {}), "best-v0");
        QCOMPARE(of("best.pt", {"line", 3, {}, {}}), "line-v3 signed");
        QCOMPARE(of("best.pt", {"line-v3", {}, {}, {}}), "line-v3 signed");
        QCOMPARE(of("best.pt", {"line-v3", 3, {}, {}}), "line-v3 signed");
        QCOMPARE(of("line-v2.pt", {{}, 3, {}, {}}), "line-v3 signed");
        QCOMPARE(of("line-v2.pt", {"line", {}, {}, {}}), "line-v2");
        QCOMPARE(of("line-v2.pt", {"cap", {}, {}, {}}), "cap-v0");  // the version of another name
        QCOMPARE(of("line-v9.pt", {"line", 3, {}, {}}), "line-v3 signed");
    }
    void a_signed_name_that_the_library_would_not_keep_is_a_mismatch()
    {
        for (const std::string &name : {std::string("a b"), std::string("../up"), std::string("line-v3-v4"), std::string("-line"), std::string("line-v0"),
                                        std::string("line-v03"), std::string("a/b"), std::string(49, 'n'), std::string(8000, 'n')})
            QVERIFY2(of("best.pt", {name, {}, {}, {}}) == "signature_mismatch", name.substr(0, 60).c_str());
        QCOMPARE(of("best.pt", {"line-v3", 4, {}, {}}), "signature_mismatch");
    }
};

QTEST_GUILESS_MAIN(TestImportName)
#include "tst_importname.moc"
