// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

class QApplication;
class QWidget;

namespace lineside {

/// The colours of the screens. Grey is normal; red: the line is affected now; amber, always a fill with dark symbol and
/// outline: it will be, or cannot be sure; blue: maintenance and information. Green is not used. Value type.
struct Theme {
    bool dark = false;
    QColor ground;      ///< behind everything
    QColor surface;     ///< cards, tables, fields
    QColor raised;      ///< buttons
    QColor line;        ///< borders and separators; 3:1 to the ground
    QColor text;        ///< also selection and focus frames
    QColor secondText;
    QColor red;
    QColor onRed;       ///< text on a red fill
    QColor amber;
    QColor onAmber;     ///< symbol, text and outline on an amber fill
    QColor blue;
    QColor failFill;    ///< the FAIL block: near-black on light, near-white on dark
    QColor onFail;
    QColor idleFill;    ///< PASS and neutral bands
    QColor hatch;       ///< stripes over pictures that are not live
    QColor shade;       ///< dims what is no target during a drag

    static const Theme &light();
    static const Theme &darkTheme();
    /// The theme in force for a widget, by the lightness of its palette.
    static const Theme &current(const QWidget *widget);
    static const Theme &of(const QPalette &palette);

    QPalette palette() const;

    /// Colours of classes: the eight hues of Okabe and Ito, readable by colour-blind people; drawn with a black outline.
    static QColor classColor(int classIndex);
};

/// Puts style, palette, style sheet and text size into force for the whole program, and can do so again while it
/// runs. Owned by whoever builds the application. UI thread only.
class Appearance {
public:
    explicit Appearance(QApplication &application);

    void setTheme(const QString &theme);  ///< "system", "light", "dark"
    void setTextScale(int percent);       ///< 80…200, in steps of 10; 100: 11 points
    int textScale() const { return m_textScale; }

    static constexpr int kBodyPoints = 11;

private:
    void apply();

    QApplication &m_application;
    QPalette m_systemPalette;
    QString m_theme = QStringLiteral("system");
    int m_textScale = 100;
};

}  // namespace lineside
