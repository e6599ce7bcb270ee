// SPDX-License-Identifier: GPL-3.0-or-later
// What the pages for readers name is there.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QtTest>

#include <algorithm>

class TestPages : public QObject {
    Q_OBJECT

    const QDir m_root{QStringLiteral(LINESIDE_SOURCE_DIR)};

    QString text(const QString &page) const
    {
        QFile file(m_root.filePath(page));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    /// A file, a folder, or a part that is a header and a source; below the tree or, as ARCHITECTURE.md writes it, below the engine.
    bool isThere(const QString &name) const
    {
        for (const char *below : {"", "engine/"})
            for (const char *end : {"", ".h", ".cpp"})
                if (m_root.exists(QLatin1String(below) + name + QLatin1String(end)))
                    return true;
        return false;
    }
    void pages() const
    {
        QTest::addColumn<QString>("page");
        for (const char *page : {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/operating.md", "docs/configuration.md", "docs/deciding.md", "docs/people.md",
                                 "docs/figures.md", "docs/hostile-files.md", "tools/demo_training/README.md"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }

private slots:
    void every_link_and_picture_of_a_page_leads_somewhere_data() { pages(); }
    void every_link_and_picture_of_a_page_leads_somewhere()
    {
        QFETCH(QString, page);
        const QString words = text(page);
        QVERIFY(!words.isEmpty());
        static const QRegularExpression kLink(QStringLiteral("\\]\\(([^)#\\s]+)[^)]*\\)"));
        for (auto i = kLink.globalMatch(words); i.hasNext();) {
            const QString target = i.next().captured(1);
            if (!target.contains(QLatin1String("://")))
                QVERIFY2(QFileInfo::exists(QFileInfo(m_root.filePath(page)).dir().filePath(target)), qPrintable(target));
        }
    }

    void every_file_that_a_page_names_is_in_the_tree_data() { pages(); }
    void every_file_that_a_page_names_is_in_the_tree()
    {
        QFETCH(QString, page);
        static const QRegularExpression kPath(QStringLiteral("`((?:\\.ci|[a-z]+)(?:/[A-Za-z0-9_.]+)+)`"));
        static const QStringList kElsewhere{"build", "lineside"};  // what is built; the user's own folders
        for (auto i = kPath.globalMatch(text(page)); i.hasNext();) {
            const QString name = i.next().captured(1);
            const bool placeholder = name.contains(QRegularExpression(QStringLiteral("[A-Z]{3}")));  // lineside_CODE.ts
            if (!kElsewhere.contains(name.section('/', 0, 0)) && !placeholder)
                QVERIFY2(isThere(name), qPrintable(name));
        }
        static const QRegularExpression kTest(QStringLiteral("\\btst_[a-z]+\\b"));
        for (auto i = kTest.globalMatch(text(page)); i.hasNext();) {
            const QString name = i.next().captured();
            if (name == QLatin1String("tst_name"))
                continue;  // of an example
            QVERIFY2(std::ranges::any_of(m_tests, [&](const QString &test) { return test == name + QLatin1String(".cpp"); }), qPrintable(name));
        }
    }

    void a_name_that_is_not_there_is_noticed()
    {
        QVERIFY(isThere("core/localengine.cpp") && isThere("ui/live/playout") && isThere("docs/images"));
        QVERIFY(!isThere("core/remoteengine.cpp") && !isThere("ui/live/playoff"));
    }

    void initTestCase()
    {
        QDirIterator files(m_root.filePath("tests"), {"tst_*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext())
            m_tests << QFileInfo(files.next()).fileName();
        QVERIFY(m_tests.size() > 100);
    }

private:
    QStringList m_tests;
};

QTEST_GUILESS_MAIN(TestPages)
#include "tst_pages.moc"
