// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QImage>
#include <QRectF>
#include <QStringList>
#include <QTranslator>

#include <vector>

class QWidget;

/// Ends the test with what a check has found, a line each.
#define LINESIDE_NOTHING(found) \
    do { \
        const QStringList problems = (found); \
        QVERIFY2(problems.isEmpty(), qPrintable(QLatin1Char('\n') + problems.join(QLatin1Char('\n')))); \
    } while (false)

/// Checks that every screen has to pass. Each returns what is wrong, one line a defect, so that a test reads
/// `LINESIDE_NOTHING(clippedTexts(page))`. The widget must be shown. UI thread only.
namespace lineside::test {

/// Buttons, fields, lists and everything else that takes the focus by Tab; visible ones, without the parts that belong to another
/// (a spin box's text field, a view's header).
std::vector<QWidget *> interactiveWidgets(QWidget &root);

/// Interactive widgets without object name or accessible name.
QStringList unnamed(QWidget &root);
/// Interactive widgets that are lower or narrower than `least` pixels.
QStringList smallTargets(QWidget &root, int least = 40);
/// Interactive widgets that lie on each other or outside of `window`, unless they can be scrolled to.
QStringList unreachable(QWidget &window);
/// Enabled interactive widgets of `root` that the Tab key, pressed all the way round its window, does not reach. Of buttons that
/// exclude each other one is enough: arrows do the rest. Also where Tab goes no further.
QStringList notReachedByTab(QWidget &root);
/// Steps of the Tab key, all the way round the window of `root`, that go up or left inside of `root`. Up into a column further right
/// is reading on; and one step has to go back to the beginning. Nothing may be scrolled away.
QStringList againstReadingOrder(QWidget &root);
/// Interactive widgets that look the same with the focus and without: the pixels that change must be many (a frame's worth)
/// and differ by 3:1.
QStringList withoutVisibleFocus(QWidget &root);

/// One piece of text as it was painted, in coordinates of the widget that was rendered.
struct PaintedText {
    QString text;
    QFont font;
    QRectF ink;      ///< the pixels that the glyphs need
    QRectF visible;  ///< what is left of them
};
/// All text that the widget and its children paint. Content of scroll areas is listed whole, as if there were room for it.
std::vector<PaintedText> paintedTexts(QWidget &root);
/// Whether it paints `words`, over lines as they may be broken.
bool paints(QWidget &widget, const QString &words);

/// Texts of which some pixels are cut off.
QStringList clippedTexts(QWidget &root);
/// Texts that end in "…" and are not in `meant`, nor in words that end so by themselves ("Import…").
QStringList elidedTexts(QWidget &root, const QStringList &meant = {});
/// Texts of one widget that stand on each other.
QStringList overlappingTexts(QWidget &root);
/// Texts with a character that no font here can draw.
QStringList missingGlyphs(QWidget &root);
/// Texts whose pixels differ from those around them by less than `least`, after WCAG 2.1.
QStringList lowContrast(QWidget &root, double least = 4.5);

/// The colour that most of the pixels have, and the one that stands out most against it.
struct Ink {
    QColor ground, ink;
    double contrast = 1;
};
Ink inkIn(const QImage &image, const QRect &area);

double contrast(const QColor &a, const QColor &b);  ///< 1…21, after WCAG 2.1
double chroma(const QColor &color);                 ///< C* of CIELAB, D65
double deltaE(const QColor &a, const QColor &b);    ///< CIE 1976
enum class Sight { Deuteranopia, Protanopia };
/// What such an eye sees: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
/// Deficiency", 2009, severity 1, on linear light.
QColor seenWith(Sight sight, const QColor &color);

/// A language that says everything in English, two fifths longer, in letters with accents: shows what does not grow.
/// Install it with QCoreApplication::installTranslator.
class PseudoLanguage : public QTranslator {
public:
    QString translate(const char *context, const char *source, const char *disambiguation, int n) const override;
    bool isEmpty() const override { return false; }
};

}  // namespace lineside::test
