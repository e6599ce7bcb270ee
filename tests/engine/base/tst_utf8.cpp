// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

#include <QtTest>

#include <string>

using namespace lineside;

class TestUtf8 : public QObject {
    Q_OBJECT

private slots:
    void every_character_that_shows_something_is_as_long_as_it_is_written()
    {
        for (char32_t code = 0x20; code <= 0x10FFFF; ++code) {
            const bool shown = code != 0x7F && (code < 0x80 || code > 0x9F) && (code < 0xD800 || code > 0xDFFF) && code != 0xFEFF;  // Qt takes that for a mark
            if (!shown)
                continue;
            const std::string text = QString::fromUcs4(&code, 1).toStdString();
            QVERIFY2(characterLength(text) == text.size(), qPrintable(QString::number(code, 16)));
            QVERIFY2(characterLength(text + "x") == text.size(), qPrintable(QString::number(code, 16)));
            QVERIFY2(characterLength(text.substr(0, text.size() - 1)) == 0, qPrintable(QString::number(code, 16)));
        }
    }
    void what_controls_and_shows_nothing_is_none()
    {
        for (char32_t code = 0; code < 0xA0; ++code) {
            if (code < 0x20 || code >= 0x7F)
                QCOMPARE(characterLength(QString::fromUcs4(&code, 1).toStdString()), std::size_t{0});
        }
        QCOMPARE(characterLength({}), std::size_t{0});
    }
    void broken_bytes_are_none_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a byte that only follows") << QByteArray("\x80");
        QTest::newRow("an overlong A") << QByteArray("\xC1\x81");
        QTest::newRow("an overlong A of three bytes") << QByteArray("\xE0\x81\x81");
        QTest::newRow("an overlong A of four bytes") << QByteArray("\xF0\x80\x81\x81");
        QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80");
        QTest::newRow("far beyond Unicode") << QByteArray("\xFB\x80\x80\x80\x80");
        QTest::newRow("another byte than one that follows") << QByteArray("\xC3(");
    }
    void broken_bytes_are_none()
    {
        QFETCH(const QByteArray, bytes);
        QCOMPARE(characterLength(bytes.toStdString()), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
