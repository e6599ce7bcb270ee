// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QApplication>
#include <QFont>
#include <QStyleFactory>

#include <algorithm>

namespace lineside {

namespace {

// What the Fusion style does not give: targets of 40 px, flat surfaces, a 3 px frame for focus in the text colour.
QString styleSheet(const Theme &t, double scale)
{
    const auto px = [scale](int value) { return QString::number(std::max(1, qRound(value * scale))) + QStringLiteral("px"); };
    QString sheet = QStringLiteral(R"(
QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit {
    min-height: @34; padding: 2px @10; border: 1px solid @line; border-radius: 4px; background: @raised; }
QPushButton, QToolButton, QComboBox { color: @text; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit { background: @surface; }
QLineEdit > QToolButton { min-height: 0px; padding: 0px; border: none; background: transparent; }
QPushButton[compact="true"] { min-height: 34px; min-width: 34px; padding: 2px 4px; }
QPushButton[tall="true"] { min-height: @42; }
QPushButton[digit="true"] { min-height: 52px; min-width: 36px; }
QPushButton:hover, QToolButton:hover, QComboBox:hover { border-color: @text; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked { background: @idle; }
QToolButton[choice="true"]:checked:!focus { border-color: @text; border-bottom-width: 3px; padding: 2px @10 0px @10; }
QPushButton:disabled, QToolButton:disabled, QComboBox:disabled, QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QDateTimeEdit:disabled {
    background: @ground; color: @faint; border-color: @mid; }
QPushButton:focus, QToolButton:focus, QComboBox:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateTimeEdit:focus {
    border: 3px solid @text; padding: 0px @8; }
QPushButton[compact="true"]:focus { padding: 0px 2px; }
QPushButton[primary="true"] { background: @text; color: @ground; border-color: @text; font-weight: 600; }
QPushButton[primary="true"]:disabled { background: @ground; color: @faint; border: 1px dashed @line; font-weight: 400; }
QPushButton[primary="true"]:focus { border: 3px solid @mid; }
QToolButton[flat="true"], QPushButton[flat="true"] { border-color: transparent; background: transparent; }
QToolButton[flat="true"]:hover, QPushButton[flat="true"]:hover { border-color: @line; }
QToolButton[flat="true"]:focus, QPushButton[flat="true"]:focus { border: 3px solid @text; padding: 0px @8; }
QToolButton[flat="true"]:checked { background: @idle; }
QToolButton::menu-indicator { image: none; }
QComboBox::drop-down { border: none; width: @28; }
QComboBox { combobox-popup: 0; }
QComboBox QListView, QComboBox QListView:focus { border: 1px solid @line; border-radius: 0px; padding: 0px; }
QComboBox QListView::item { min-height: @40; padding: 0px @8; color: @text; }
QComboBox QListView::item:selected { background: @idle; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateTimeEdit::up-button { subcontrol-origin: border; subcontrol-position: top right; border: none; width: @36; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateTimeEdit::down-button { subcontrol-origin: border; subcontrol-position: bottom right; border: none; width: @36; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateTimeEdit::up-arrow { image: url(:/theme/up-@mode.png); width: @12; height: @12; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateTimeEdit::down-arrow { image: url(:/theme/down-@mode.png); width: @12; height: @12; }
QPushButton[menu="true"] { padding-right: @28; }
QPushButton[menu="true"]:focus { padding-right: @28; }
QPushButton::menu-indicator { image: url(:/theme/down-@mode.png); width: @12; height: @12;
    subcontrol-origin: padding; subcontrol-position: right center; right: @8; }
QCheckBox, QRadioButton { min-height: @40; spacing: @8; }
QCheckBox::indicator { width: @14; height: @14; border: 2px solid @line; border-radius: 3px; background: @surface; }
QCheckBox::indicator:checked { border-color: @text; background: @text; image: url(:/theme/check-@mode.png); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @text; border-radius: 4px; }
QTabBar::tab { min-height: @36; padding: 2px @14; border: none; border-bottom: 3px solid transparent; color: @second; }
QTabBar::tab:selected { color: @text; border-bottom-color: @text; font-weight: 600; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { border: 2px solid @text; }
QTabWidget::pane { border: none; border-top: 1px solid @line; }
QMenu { background: @surface; border: 1px solid @line; padding: 4px; }
QMenu::item { min-height: @34; padding: 3px @24 3px @14; border-radius: 3px; }
QMenu::item:selected { background: @idle; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @mid; margin: 4px 8px; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px; }
QGroupBox { border: 1px solid @mid; border-radius: 4px; margin-top: @14; padding: @10; padding-top: @14; }
QGroupBox::title { subcontrol-origin: margin; left: @10; padding: 0 4px; color: @text; font-weight: 600; }
QTableView, QTreeView, QListView { background: @surface; border: 1px solid @mid; border-radius: 4px; gridline-color: @mid; }
QTableView, QTreeView, QListView { padding: 2px; }
QTableView:focus, QTreeView:focus, QListView:focus { border: 3px solid @text; padding: 0px; }
QAbstractScrollArea[focusFrame="true"] { border: 3px solid transparent; }
QAbstractScrollArea[focusFrame="true"]:focus { border-color: @text; }
QHeaderView::section { background: @ground; color: @second; border: none; border-bottom: 1px solid @line; padding: @6 4px; }
QProgressBar { border: 1px solid @line; border-radius: 3px; background: @ground; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @text; border-radius: 2px; }
QFrame[card="true"] { background: @surface; border: 1px solid @mid; border-radius: 6px; }
QLabel[second="true"] { color: @second; }
QLabel[strong="true"] { font-weight: 600; }
)");
    const Theme &theme = t;
    const QPalette palette = theme.palette();
    const std::pair<const char *, QColor> colors[] = {
        {"@line", t.line},     {"@raised", t.raised}, {"@text", t.text},   {"@surface", t.surface},
        {"@idle", t.idleFill}, {"@ground", t.ground}, {"@second", t.secondText},
        {"@faint", palette.color(QPalette::Disabled, QPalette::Text)}, {"@mid", palette.color(QPalette::Mid)}};
    for (const auto &[name, color] : colors)
        sheet.replace(QLatin1String(name), color.name());
    sheet.replace(QLatin1String("@mode"), t.dark ? QLatin1String("dark") : QLatin1String("light"));
    for (const int size : {64, 42, 40, 36, 34, 28, 24, 14, 12, 10, 8, 6})
        sheet.replace(QStringLiteral("@%1").arg(size), px(size));
    return sheet;
}

}  // namespace

Appearance::Appearance(QApplication &application) : m_application(application), m_systemPalette(application.palette())
{
    m_application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
}

void Appearance::setTheme(const QString &theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    apply();
}

void Appearance::setTextScale(int percent)
{
    percent = std::clamp((percent + 5) / 10 * 10, 80, 200);
    if (percent == m_textScale)
        return;
    m_textScale = percent;
    apply();
}

void Appearance::apply()
{
    const Theme &theme = m_theme == QLatin1String("dark")    ? Theme::darkTheme()
                         : m_theme == QLatin1String("light") ? Theme::light()
                                                             : Theme::of(m_systemPalette);
    m_application.setPalette(theme.palette());
    QFont font = m_application.font();
    font.setPointSizeF(kBodyPoints * m_textScale / 100.0);
    m_application.setFont(font);
    m_application.setStyleSheet(styleSheet(theme, m_textScale / 100.0));
}

}  // namespace lineside
