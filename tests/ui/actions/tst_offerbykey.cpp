// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/livepage.h"
#include "mainwindow/filespanel.h"
#include "mainwindow/rail.h"
#include "support/fakeconsole.h"

#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Files brought into the window without a mouse, by the file dialog and by the clipboard, over a scripted engine.
class TstOfferByKey : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_console = std::make_unique<FakeConsole>();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
    }
    void cleanup() { m_console.reset(); }

    void ctrl_o_offers_a_file_to_the_selected_station_without_a_mouse()
    {
        const QString file = m_console->file("line v3.pt");
        window().livePage().wall().select("station-2");
        QTest::keyClick(&window(), Qt::Key_O, Qt::ControlModifier);
        auto *dialog = m_console->child<QFileDialog>("importDialog");
        QVERIFY(dialog && !dialog->isModal());
        QCOMPARE(dialog->windowTitle(), QStringLiteral("Import and offer to Station 2"));
        typePath(*dialog, file);
        QTRY_COMPARE(offers(), (Offers{{file.toStdString(), "station-2"}}));
    }

    void ctrl_o_imports_where_no_station_is_meant()
    {
        const QString file = m_console->file("line-v3.pt");
        window().goTo(Rail::Library);
        QTest::keyClick(&window(), Qt::Key_O, Qt::ControlModifier);
        auto *dialog = m_console->child<QFileDialog>("importDialog");
        QVERIFY(dialog);
        typePath(*dialog, file);
        QTRY_COMPARE(offers(), (Offers{{file.toStdString(), ""}}));
    }

    void ctrl_v_takes_a_file_or_a_path_from_the_clipboard_data()
    {
        QTest::addColumn<QString>("form");
        for (const char *form : {"file", "%1", "\"%1\"", "'%1'", "  %1\n"})
            QTest::newRow(form) << QString::fromLatin1(form);
        QTest::newRow("address") << "address";
    }
    void ctrl_v_takes_a_file_or_a_path_from_the_clipboard()
    {
        QFETCH(QString, form);
        const QString file = m_console->file(QStringLiteral("模型 v3.pt"));
        auto *data = new QMimeData;
        if (form == QLatin1String("file"))
            data->setUrls({QUrl::fromLocalFile(file)});
        else if (form == QLatin1String("address"))
            data->setText(QUrl::fromLocalFile(file).toString(QUrl::FullyEncoded));
        else
            data->setText(form.arg(file));
        QApplication::clipboard()->setMimeData(data);
        window().livePage().wall().select("station-4");
        QTest::keyClick(&window(), Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(offers(), (Offers{{file.toStdString(), "station-4"}}));
    }

    void ctrl_v_without_a_file_says_so()
    {
        QApplication::clipboard()->setText("hello");
        QTest::keyClick(&window(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(offers().empty());
        QCOMPARE(window().filesPanel().findChild<QLabel *>("noticeText")->text(),
                 QStringLiteral("There is no file and no path on the clipboard."));
    }

    void ctrl_v_in_a_text_field_belongs_to_the_field()
    {
        QApplication::clipboard()->setText(m_console->file("a.pt"));
        window().goTo(Rail::Library);
        auto *field = m_console->child<QLineEdit>("libraryFilter");
        QVERIFY(field);
        field->setFocus();
        QTest::keyClick(field, Qt::Key_V, Qt::ControlModifier);
        QVERIFY(field->text().endsWith("a.pt"));
        QVERIFY(offers().empty());
    }

private:
    using Offers = std::vector<std::pair<std::string, std::string>>;

    MainWindow &window() { return *m_console->window; }
    const Offers &offers() { return m_console->engine.offers; }
    static void typePath(QFileDialog &dialog, const QString &path)
    {
        auto *field = dialog.findChild<QLineEdit *>("fileNameEdit");
        QVERIFY(field);
        field->setText(path);
        QTest::keyClick(field, Qt::Key_Return);
    }

    std::unique_ptr<FakeConsole> m_console;
};

QTEST_MAIN(TstOfferByKey)
#include "tst_offerbykey.moc"
