// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/uichecks.h"

#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QFontMetricsF>
#include <QGlyphRun>
#include <QHash>
#include <QPaintEngine>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextLayout>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace lineside::test {

namespace {

/// Takes down what text is painted where, and paints nothing.
class TextEngine : public QPaintEngine {
public:
    explicit TextEngine(std::vector<PaintedText> &texts) : QPaintEngine(AllFeatures), m_texts(texts) {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override {}
    void drawPath(const QPainterPath &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        PaintedText t;
        t.text = item.text();
        t.font = item.font();
        if (t.text.trimmed().isEmpty())
            return;
        const QTransform &toDevice = painter()->deviceTransform();
        t.ink = toDevice.mapRect(QFontMetricsF(t.font, paintDevice()).tightBoundingRect(t.text).translated(at));
        t.visible = t.ink;
        if (painter()->hasClipping())
            t.visible &= toDevice.mapRect(painter()->clipBoundingRect());
        if (const QRegion clip = systemClip(); !clip.isEmpty())
            t.visible &= QRectF(clip.boundingRect());
        m_texts.push_back(std::move(t));
    }
    Type type() const override { return User; }

private:
    std::vector<PaintedText> &m_texts;
};

class TextDevice : public QPaintDevice {
public:
    TextDevice(QSize size, std::vector<PaintedText> &texts) : m_size(size), m_engine(texts) {}
    QPaintEngine *paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth: return m_size.width();
        case PdmHeight: return m_size.height();
        case PdmDepth: return 32;
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY: return 96;
        case PdmDevicePixelRatio: return 1;
        case PdmDevicePixelRatioScaled: return static_cast<int>(devicePixelRatioFScale());
        default: return 0;
        }
    }

private:
    QSize m_size;
    mutable TextEngine m_engine;
};

/// A row of a table that its bar scrolls to is seen as a whole then, also where the edge goes through it now. What is too wide stays cut off.
void seeRowsAsScrolledTo(QWidget &root, std::vector<PaintedText> &texts)
{
    QList<QAbstractItemView *> tables = root.findChildren<QAbstractItemView *>();
    if (auto *table = qobject_cast<QAbstractItemView *>(&root))
        tables.prepend(table);
    for (const QAbstractItemView *items : tables) {
        const QScrollBar *bar = items->verticalScrollBar();
        if (!items->isVisible() || items->verticalScrollBarPolicy() == Qt::ScrollBarAlwaysOff || bar->maximum() <= bar->minimum())
            continue;
        const QRectF view(items->viewport()->mapTo(&root, QPoint()), QSizeF(items->viewport()->size()));
        for (PaintedText &text : texts) {
            if (text.visible.isEmpty() || !view.contains(text.visible) || (text.ink.top() >= view.top() && text.ink.bottom() <= view.bottom()))
                continue;
            text.visible.setTop(text.ink.top());
            text.visible.setBottom(text.ink.bottom());
        }
    }
}

void record(QWidget &root, std::vector<PaintedText> &texts)
{
    std::vector<PaintedText> here;
    TextDevice device(root.size(), here);
    root.render(&device, QPoint(), QRegion(), QWidget::DrawWindowBackground | QWidget::DrawChildren | QWidget::IgnoreMask);
    seeRowsAsScrolledTo(root, here);
    std::vector<QScrollArea *> scrolled;
    QList<QScrollArea *> areas = root.findChildren<QScrollArea *>();
    if (auto *area = qobject_cast<QScrollArea *>(&root))
        areas.prepend(area);
    for (QScrollArea *area : areas)
        if (area->isVisible() && area->widget())
            scrolled.push_back(area);
    for (const PaintedText &text : here) {
        const bool inside = std::ranges::any_of(scrolled, [&](const QScrollArea *area) {
            const QRect view(area->viewport()->mapTo(&root, QPoint()), area->viewport()->size());
            return QRectF(view).adjusted(-1, -1, 1, 1).contains(text.visible) && !text.visible.isNull();
        });
        const bool scrolledAway = text.visible.isEmpty() && !scrolled.empty();
        if (!inside && !scrolledAway)
            texts.push_back(text);
    }
    for (QScrollArea *area : scrolled) {
        // What is too wide for an area without a bar to scroll by is cut off all the same.
        const bool nested = std::ranges::any_of(scrolled, [&](const QScrollArea *o) { return o != area && o->isAncestorOf(area); });
        if (nested)
            continue;
        std::vector<PaintedText> inner;
        record(*area->widget(), inner);
        const QPoint offset = area->widget()->mapTo(&root, QPoint());
        const bool barX = area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
        const qreal right = area->viewport()->width();
        for (PaintedText &text : inner) {
            if (!barX)
                text.visible.setRight(std::min(text.visible.right(), right));
            text.ink.translate(offset);
            text.visible.translate(offset);
            texts.push_back(text);
        }
    }
}

QString line(const PaintedText &text, const QString &what)
{
    return QStringLiteral("\"%1\" at %2,%3: %4").arg(text.text).arg(qRound(text.ink.x())).arg(qRound(text.ink.y())).arg(what);
}

double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double fromLinear(double c)
{
    c = std::clamp(c, 0.0, 1.0);
    return c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
}

struct Lab {
    double l, a, b;
};

Lab lab(const QColor &color)
{
    const double r = linear(color.redF()), g = linear(color.greenF()), b = linear(color.blueF());
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    const double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    const double y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    const double z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

}  // namespace

std::vector<PaintedText> paintedTexts(QWidget &root)
{
    std::vector<PaintedText> texts;
    record(root, texts);
    return texts;
}

bool paints(QWidget &widget, const QString &words)
{
    QStringList lines;
    for (const PaintedText &text : paintedTexts(widget))
        lines << text.text.trimmed();
    return lines.join(QLatin1Char(' ')).contains(words);
}

QStringList clippedTexts(QWidget &root)
{
    QStringList problems;
    for (const PaintedText &text : paintedTexts(root)) {
        const QRectF cut = text.ink.adjusted(1, 1, -1, -1);  // a pixel of rounding
        if (!text.visible.contains(cut) && cut.isValid())
            problems << line(text, QStringLiteral("needs %1 × %2, has %3 × %4").arg(qRound(text.ink.width())).arg(qRound(text.ink.height()))
                                       .arg(qRound(text.visible.width())).arg(qRound(text.visible.height())));
    }
    return problems;
}

QStringList elidedTexts(QWidget &root, const QStringList &meant)
{
    const QChar dots(0x2026);
    QStringList problems;
    for (const PaintedText &text : paintedTexts(root))
        if (text.text.endsWith(dots) && !meant.contains(text.text))
            problems << line(text, QStringLiteral("shortened"));
    return problems;
}

QStringList overlappingTexts(QWidget &root)
{
    QStringList problems;
    const std::vector<PaintedText> texts = paintedTexts(root);
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = i + 1; j < texts.size(); ++j)
            if (const QRectF both = texts[i].visible & texts[j].visible; both.width() > 1 && both.height() > 1)
                problems << line(texts[i], QStringLiteral("stands on \"%1\"").arg(texts[j].text));
    return problems;
}

QStringList missingGlyphs(QWidget &root)
{
    QStringList problems;
    for (const PaintedText &text : paintedTexts(root)) {
        QTextLayout layout(text.text, text.font);
        layout.beginLayout();
        layout.createLine();
        layout.endLayout();
        for (const QGlyphRun &run : layout.glyphRuns())
            if (run.glyphIndexes().contains(0U))
                problems << line(text, QStringLiteral("has no glyph in ") + run.rawFont().familyName());
    }
    return problems;
}

QStringList lowContrast(QWidget &root, double least)
{
    QStringList problems;
    const QImage image = root.grab().toImage();
    const qreal ratio = image.devicePixelRatio();
    for (const PaintedText &text : paintedTexts(root)) {
        const QRectF area = text.visible.adjusted(-1, -1, 1, 1);
        const QRect pixels = QRectF(area.topLeft() * ratio, area.size() * ratio).toAlignedRect() & image.rect();
        if (pixels.isEmpty())
            continue;
        const Ink ink = inkIn(image, pixels);
        if (ink.contrast < least)
            problems << line(text, QStringLiteral("%1 on %2 is %3:1").arg(ink.ink.name(), ink.ground.name()).arg(ink.contrast, 0, 'f', 2));
    }
    return problems;
}

Ink inkIn(const QImage &image, const QRect &area)
{
    QHash<QRgb, int> counts;
    const QRect inside = area & image.rect();
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        for (int x = inside.left(); x <= inside.right(); ++x)
            ++counts[image.pixel(x, y)];
    Ink ink;
    int most = 0;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (it.value() > most) {
            most = it.value();
            ink.ground = QColor(it.key());
        }
    ink.ink = ink.ground;
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
        if (const double c = contrast(QColor(it.key()), ink.ground); c > ink.contrast) {
            ink.contrast = c;
            ink.ink = QColor(it.key());
        }
    return ink;
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

double chroma(const QColor &color)
{
    const Lab c = lab(color);
    return std::hypot(c.a, c.b);
}

double deltaE(const QColor &a, const QColor &b)
{
    const Lab p = lab(a), q = lab(b);
    return std::hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

QColor seenWith(Sight sight, const QColor &color)
{
    static constexpr double kMatrix[2][3][3] = {
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
    const double in[3] = {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
    float out[3];
    for (int row = 0; row < 3; ++row) {
        const auto &m = kMatrix[sight == Sight::Protanopia][row];
        out[row] = static_cast<float>(fromLinear(m[0] * in[0] + m[1] * in[1] + m[2] * in[2]));
    }
    return QColor::fromRgbF(out[0], out[1], out[2]);
}

}  // namespace lineside::test
