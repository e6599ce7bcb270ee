// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

namespace {

const QString kSource = QStringLiteral(LINESIDE_SOURCE_DIR);

struct Texts {
    QSet<QString> sources;       ///< "context|source|comment"
    QStringList untranslated;
};

Texts readTexts(const QString &file)
{
    Texts texts;
    QFile ts(file);
    if (!ts.open(QIODevice::ReadOnly))
        return texts;
    QXmlStreamReader xml(&ts);
    QString context, source, comment;
    bool gone = false, finished = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const auto name = xml.name();
            if (name == QLatin1String("name")) {
                context = xml.readElementText();
            } else if (name == QLatin1String("message")) {
                source.clear(), comment.clear();
                gone = finished = false;
            } else if (name == QLatin1String("source")) {
                source = xml.readElementText();
            } else if (name == QLatin1String("comment")) {
                comment = xml.readElementText();
            } else if (name == QLatin1String("translation")) {
                const auto type = xml.attributes().value(QLatin1String("type"));
                gone = type == QLatin1String("vanished") || type == QLatin1String("obsolete");
                finished = type != QLatin1String("unfinished") &&
                           !xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed().isEmpty();
            }
        } else if (xml.isEndElement() && xml.name() == QLatin1String("message") && !gone) {
            texts.sources.insert(context + '|' + source + '|' + comment);
            if (!finished)
                texts.untranslated.append(context + ": " + source);
        }
    }
    return texts;
}

}  // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void every_chinese_sentence_is_finished()
    {
        const Texts chinese = readTexts(kSource + "/translations/lineside_zh_CN.ts");
        QVERIFY(chinese.sources.size() > 100);
        QVERIFY2(chinese.untranslated.isEmpty(), qPrintable(chinese.untranslated.join('\n')));
    }

    void no_sentence_of_the_screens_is_missing_from_the_translation()
    {
        QTemporaryDir dir;
        const QString fresh = dir.filePath("fresh.ts");
        QProcess lupdate;
        lupdate.start(LINESIDE_LUPDATE, {"-silent", "-locations", "none", "-extensions", "cpp,h", kSource + "/ui", "-ts", fresh});
        QVERIFY2(lupdate.waitForFinished(120000) && lupdate.exitCode() == 0, lupdate.readAllStandardError().constData());
        const QSet<QString> missing = readTexts(fresh).sources - readTexts(kSource + "/translations/lineside_zh_CN.ts").sources;
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.values()).join('\n')));
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
