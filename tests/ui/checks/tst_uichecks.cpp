// SPDX-License-Identifier: GPL-3.0-or-later
// A check that finds nothing is worth something only if it finds what is planted.
#include "support/uichecks.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableWidget>
#include <QVBoxLayout>
#include <QtTest>

using namespace lineside::test;

namespace {

/// A page on which nothing is wrong.
class GoodPage : public QWidget {
public:
    GoodPage()
    {
        auto *column = new QVBoxLayout(this);
        label = new QLabel(QStringLiteral("Rejects in the last hour"), this);
        field = new QLineEdit(this);
        button = new QPushButton(QStringLiteral("Import…"), this);
        for (QWidget *widget : {static_cast<QWidget *>(field), static_cast<QWidget *>(button)}) {
            widget->setObjectName(QStringLiteral("widget%1").arg(column->count()));
            widget->setAccessibleName(QStringLiteral("Something"));
            widget->setMinimumHeight(40);
        }
        column->addWidget(label);
        column->addWidget(field);
        column->addWidget(button);
        button->setObjectName(QStringLiteral("import"));
        setStyleSheet(QStringLiteral("QWidget { background: #ffffff; color: #1f1f1f; }"
                                     "QPushButton:focus, QLineEdit:focus { border: 3px solid #1f1f1f; }"));
        resize(400, 200);
        show();
    }
    QLabel *label;
    QLineEdit *field;
    QPushButton *button;
};

/// Paints two words so near that they stand on each other, and a third elided.
class Painted : public QWidget {
public:
    Painted()
    {
        resize(300, 60);
        show();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter p(this);
        p.drawText(QPoint(10, 20), QStringLiteral("Station"));
        p.drawText(QPoint(14, 22), QStringLiteral("Camera"));
        p.drawText(QPoint(150, 50), fontMetrics().elidedText(QStringLiteral("a long sentence"), Qt::ElideRight, 60));
    }
};

}  // namespace

class TestUiChecks : public QObject {
    Q_OBJECT

private slots:
    void a_good_page_passes_every_check()
    {
        GoodPage page;
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        LINESIDE_NOTHING(unnamed(page));
        LINESIDE_NOTHING(smallTargets(page));
        LINESIDE_NOTHING(notReachedByTab(page));
        LINESIDE_NOTHING(againstReadingOrder(page));
        LINESIDE_NOTHING(withoutVisibleFocus(page));
        LINESIDE_NOTHING(clippedTexts(page));
        LINESIDE_NOTHING(elidedTexts(page, {QStringLiteral("Import…")}));
        LINESIDE_NOTHING(overlappingTexts(page));
        LINESIDE_NOTHING(lowContrast(page));
        LINESIDE_NOTHING(missingGlyphs(page));
    }

    void a_widget_without_a_name_is_found()
    {
        GoodPage page;
        page.button->setAccessibleName({});
        page.field->setObjectName({});
        QCOMPARE(unnamed(page).size(), 2);
    }

    void a_target_of_39_pixels_is_found()
    {
        GoodPage page;
        page.button->setFixedHeight(39);
        page.layout()->activate();
        QCOMPARE(smallTargets(page).size(), 1);
    }

    void a_button_that_tab_passes_by_is_found()
    {
        GoodPage page;
        page.button->setFocusPolicy(Qt::ClickFocus);
        const QStringList problems = notReachedByTab(page);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().contains(QLatin1String("import")));
    }

    void a_table_that_keeps_the_tab_key_is_found()
    {
        GoodPage page;
        auto *table = new QTableWidget(2, 2, &page);
        page.layout()->addWidget(table);
        table->setCurrentCell(0, 0);
        table->setTabKeyNavigation(true);
        table->setObjectName(QStringLiteral("table"));
        table->show();
        QVERIFY(!notReachedByTab(page).isEmpty());
        table->setTabKeyNavigation(false);
        LINESIDE_NOTHING(notReachedByTab(page));
    }

    void an_order_other_than_that_of_reading_is_found()
    {
        GoodPage page;
        auto *below = new QPushButton(QStringLiteral("Compare"), &page);
        below->setObjectName(QStringLiteral("below"));
        page.layout()->addWidget(below);
        below->show();
        LINESIDE_NOTHING(againstReadingOrder(page));
        QWidget::setTabOrder(page.button, page.field);
        QCOMPARE(againstReadingOrder(page).size(), 2);
        QVERIFY(againstReadingOrder(page).join(QLatin1Char(' ')).contains(QLatin1String("import")));
    }

    void of_radio_buttons_one_is_enough()
    {
        GoodPage page;
        for (const char *name : {"one", "two"}) {
            auto *radio = new QRadioButton(QLatin1String(name), &page);
            radio->setObjectName(QLatin1String(name));
            radio->setChecked(true);
            page.layout()->addWidget(radio);
            radio->show();
        }
        LINESIDE_NOTHING(notReachedByTab(page));
    }

    void a_focus_that_cannot_be_seen_is_found()
    {
        GoodPage page;
        page.setStyleSheet(QStringLiteral("QWidget { background: #fff; color: #000; } QPushButton { border: 1px solid #888; }"
                                          "QPushButton:focus { border: 1px solid #999; outline: none; }"
                                          "QLineEdit:focus { border: 3px solid #000; }"));
        const QStringList problems = withoutVisibleFocus(page);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().contains(QLatin1String("import")));
    }

    void a_label_that_is_too_narrow_or_too_low_is_found()
    {
        GoodPage page;
        page.label->setFixedWidth(60);
        page.layout()->activate();
        QCOMPARE(clippedTexts(page).size(), 1);
        page.label->setFixedSize(300, 6);
        page.layout()->activate();
        QCOMPARE(clippedTexts(page).size(), 1);
    }

    void text_that_can_be_scrolled_to_is_not_cut_off()
    {
        QScrollArea area;
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        for (int i = 0; i < 30; ++i)
            column->addWidget(new QLabel(QStringLiteral("Line %1 of a long page").arg(i)));
        area.setWidget(content);
        area.resize(300, 100);
        area.show();
        QCOMPARE(paintedTexts(area).size(), std::size_t{30});
        LINESIDE_NOTHING(clippedTexts(area));
    }

    void text_that_no_bar_scrolls_to_is_cut_off()
    {
        QScrollArea area;
        auto *content = new QWidget;
        auto *column = new QVBoxLayout(content);
        column->addWidget(new QLabel(QStringLiteral("A line that is wider than the area it stands in")));
        content->setMinimumWidth(600);
        area.setWidget(content);
        area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area.resize(120, 100);
        area.show();
        QCOMPARE(clippedTexts(area).size(), 1);
    }

    void a_row_at_the_edge_of_a_table_is_cut_off_only_where_no_bar_scrolls_to_it()
    {
        QTableWidget table(20, 1);
        for (int row = 0; row < table.rowCount(); ++row)
            table.setItem(row, 0, new QTableWidgetItem(QStringLiteral("Row %1").arg(row)));
        table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        table.verticalHeader()->hide();
        table.resize(300, table.horizontalHeader()->sizeHint().height() + 3 * table.rowHeight(0) + 2 * table.frameWidth() + table.rowHeight(0) / 2);
        table.show();
        QVERIFY(table.verticalScrollBar()->maximum() > 0);
        LINESIDE_NOTHING(clippedTexts(table));
        table.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        QCOMPARE(clippedTexts(table).size(), 1);
    }

    void shortened_words_and_words_on_words_are_found()
    {
        Painted painted;
        QCOMPARE(elidedTexts(painted).size(), 1);
        QCOMPARE(overlappingTexts(painted).size(), 1);
    }

    void pale_text_is_found()
    {
        GoodPage page;
        page.label->setStyleSheet(QStringLiteral("color: #9a9a9a;"));
        const QStringList problems = lowContrast(page);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.first().contains(QLatin1String("Rejects")));
    }

    void a_character_that_no_font_has_is_found()
    {
        GoodPage page;
        page.label->setText(QString::fromUcs4(U"\U0010FFFD"));
        QCOMPARE(missingGlyphs(page).size(), 1);
    }

    void colours_are_measured_as_published()
    {
        QVERIFY(std::abs(contrast(Qt::black, Qt::white) - 21) < 0.01);
        QVERIFY(std::abs(contrast(QColor(0x1F, 0x1F, 0x1F), QColor(0xE6, 0xE6, 0xE6)) - 13.2) < 0.1);
        QVERIFY(chroma(QColor(0xE6, 0xE6, 0xE6)) < 0.1);
        QVERIFY(chroma(QColor(0xB3, 0x26, 0x1E)) > 60);
        // Dark amber on grey is red to a deuteranope, bright amber is not.
        const QColor red(0xB3, 0x26, 0x1E), dark(0x8A, 0x5A, 0x00), bright(0xF5, 0xA3, 0x00);
        QVERIFY(std::abs(deltaE(seenWith(Sight::Deuteranopia, dark), seenWith(Sight::Deuteranopia, red)) - 5) < 1);
        QVERIFY(std::abs(deltaE(seenWith(Sight::Protanopia, dark), seenWith(Sight::Protanopia, red)) - 20) < 1);
        QVERIFY(std::abs(deltaE(seenWith(Sight::Deuteranopia, bright), seenWith(Sight::Deuteranopia, red)) - 45) < 1);
    }

    void the_pseudo_language_is_two_fifths_longer_and_keeps_places_for_values()
    {
        const PseudoLanguage pseudo;
        const QString source = QStringLiteral("No camera since %1. Next try in %2.");
        const QString grown = pseudo.translate("", source.toUtf8().constData(), nullptr, -1);
        QVERIFY(grown.size() >= source.size() * 14 / 10);
        QVERIFY(grown.contains(QLatin1String("%1")) && grown.contains(QLatin1String("%2")));
    }
};

QTEST_MAIN(TestUiChecks)
#include "tst_uichecks.moc"
