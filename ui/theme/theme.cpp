// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QWidget>

#include <array>

namespace lineside {

namespace {

Theme makeLight()
{
    Theme t;
    t.ground = QColor(0xE6, 0xE6, 0xE6);
    t.surface = QColor(0xF4, 0xF4, 0xF4);
    t.raised = QColor(0xFB, 0xFB, 0xFB);
    t.line = QColor(0x86, 0x86, 0x86);
    t.text = QColor(0x1F, 0x1F, 0x1F);
    t.secondText = QColor(0x4A, 0x4A, 0x4A);
    t.red = QColor(0xB3, 0x26, 0x1E);
    t.onRed = Qt::white;
    t.amber = QColor(0xF5, 0xA3, 0x00);
    t.onAmber = QColor(0x1F, 0x1F, 0x1F);
    t.blue = QColor(0x0B, 0x57, 0xA4);
    t.failFill = QColor(0x1F, 0x1F, 0x1F);
    t.onFail = Qt::white;
    t.idleFill = QColor(0xD6, 0xD6, 0xD6);
    t.hatch = QColor(0x1F, 0x1F, 0x1F, 0x66);
    t.shade = QColor(0xE6, 0xE6, 0xE6, 0xC8);
    return t;
}

Theme makeDark()
{
    Theme t;
    t.dark = true;
    t.ground = QColor(0x2B, 0x2B, 0x2B);
    t.surface = QColor(0x35, 0x35, 0x35);
    t.raised = QColor(0x42, 0x42, 0x42);
    t.line = QColor(0x80, 0x80, 0x80);
    t.text = QColor(0xE8, 0xE8, 0xE8);
    t.secondText = QColor(0xB4, 0xB4, 0xB4);
    t.red = QColor(0xFF, 0x7A, 0x70);
    t.onRed = QColor(0x1F, 0x1F, 0x1F);
    t.amber = QColor(0xF2, 0xB1, 0x34);
    t.onAmber = QColor(0x1F, 0x1F, 0x1F);
    t.blue = QColor(0x7C, 0xB7, 0xFF);
    t.failFill = QColor(0xE8, 0xE8, 0xE8);
    t.onFail = QColor(0x1F, 0x1F, 0x1F);
    t.idleFill = QColor(0x3A, 0x3A, 0x3A);
    t.hatch = QColor(0x00, 0x00, 0x00, 0x80);
    t.shade = QColor(0x1B, 0x1B, 0x1B, 0xC8);
    return t;
}

}  // namespace

const Theme &Theme::light()
{
    static const Theme theme = makeLight();
    return theme;
}

const Theme &Theme::darkTheme()
{
    static const Theme theme = makeDark();
    return theme;
}

const Theme &Theme::of(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? darkTheme() : light();
}

const Theme &Theme::current(const QWidget *widget)
{
    return of(widget ? widget->palette() : QPalette());
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto all = [&p](QPalette::ColorRole role, const QColor &color) { p.setColor(role, color); };
    all(QPalette::Window, ground);
    all(QPalette::WindowText, text);
    all(QPalette::Base, surface);
    all(QPalette::AlternateBase, ground);
    all(QPalette::Text, text);
    all(QPalette::Button, raised);
    all(QPalette::ButtonText, text);
    all(QPalette::BrightText, onFail);
    all(QPalette::ToolTipBase, raised);
    all(QPalette::ToolTipText, text);
    all(QPalette::PlaceholderText, secondText);
    all(QPalette::Light, dark ? QColor(0x55, 0x55, 0x55) : QColor(Qt::white));
    all(QPalette::Midlight, dark ? QColor(0x4A, 0x4A, 0x4A) : QColor(0xF0, 0xF0, 0xF0));
    all(QPalette::Mid, dark ? QColor(0x5A, 0x5A, 0x5A) : QColor(0xB8, 0xB8, 0xB8));
    all(QPalette::Dark, line);
    all(QPalette::Shadow, Qt::black);
    // Selection is neutral, so that colour stays free for trouble.
    all(QPalette::Highlight, dark ? QColor(0xC8, 0xC8, 0xC8) : QColor(0x45, 0x45, 0x45));
    all(QPalette::HighlightedText, dark ? QColor(0x1F, 0x1F, 0x1F) : QColor(Qt::white));
    all(QPalette::Link, blue);
    all(QPalette::LinkVisited, blue);
    const QColor faint = dark ? QColor(0x96, 0x96, 0x96) : QColor(0x64, 0x64, 0x64);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faint);
    return p;
}

QColor Theme::classColor(int classIndex)
{
    static const std::array<QColor, 8> colors{QColor(0x56, 0xB4, 0xE9), QColor(0xE6, 0x9F, 0x00), QColor(0x00, 0x9E, 0x73),
                                              QColor(0xF0, 0xE4, 0x42), QColor(0xCC, 0x79, 0xA7), QColor(0xD5, 0x5E, 0x00),
                                              QColor(0x00, 0x72, 0xB2), QColor(0xFF, 0xFF, 0xFF)};
    return colors[static_cast<std::size_t>(classIndex < 0 ? 0 : classIndex) % colors.size()];
}

}  // namespace lineside
