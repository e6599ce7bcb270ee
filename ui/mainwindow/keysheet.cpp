// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/keysheet.h"

#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>

#include <utility>

namespace lineside {

namespace {

/// What a key does to a long page. The event itself is not passed on: what a scroll bar does not know comes back from it.
QAbstractSlider::SliderAction scrollOf(int key)
{
    switch (key) {
    case Qt::Key_Up: return QAbstractSlider::SliderSingleStepSub;
    case Qt::Key_Down: return QAbstractSlider::SliderSingleStepAdd;
    case Qt::Key_PageUp: return QAbstractSlider::SliderPageStepSub;
    case Qt::Key_PageDown: return QAbstractSlider::SliderPageStepAdd;
    case Qt::Key_Home: return QAbstractSlider::SliderToMinimum;
    case Qt::Key_End: return QAbstractSlider::SliderToMaximum;
    default: return QAbstractSlider::SliderNoAction;
    }
}

}  // namespace

KeySheet::KeySheet(QWidget *parent) : QFrame(parent), m_title(new QLabel(this)), m_table(new QWidget(this))
{
    setObjectName(QStringLiteral("keySheet"));
    setProperty("card", true);
    setAutoFillBackground(true);
    setFocusPolicy(Qt::StrongFocus);
    m_title->setProperty("strong", true);
    m_first = new QPushButton(this);
    m_first->setObjectName(QStringLiteral("showFirstSteps"));
    m_close = new QPushButton(this);
    m_close->setObjectName(QStringLiteral("closeKeys"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("keyTable"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_table);
    for (QWidget *widget : {scroll->viewport(), m_table})
        widget->setAutoFillBackground(false);
    layout->addWidget(scroll, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_first);
    buttons->addStretch();
    buttons->addWidget(m_close);
    layout->addLayout(buttons);
    connect(m_close, &QPushButton::clicked, this, &KeySheet::closed);
    connect(m_first, &QPushButton::clicked, this, &KeySheet::firstStepsRequested);
    retranslate();
    hide();
}

void KeySheet::retranslate()
{
    setAccessibleName(tr("Keys"));
    m_title->setText(tr("Keys"));
    m_first->setText(tr("First steps"));
    m_first->setAccessibleName(tr("Show the card with the first steps"));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close the sheet"));

    const std::pair<QString, QString> keys[] = {
        {tr("Ctrl+1 … 7"), tr("go to a screen")},
        {tr("1 … 9, arrows"), tr("select a station")},
        {tr("Enter, Esc"), tr("open a station, go back")},
        {tr("Ctrl+Backspace"), tr("roll back the selected station")},
        {tr("Ctrl+Return"), tr("promote on several stations")},
        {tr("Ctrl+O"), tr("import a weight file")},
        {tr("Ctrl+V"), tr("import the copied file or path")},
        {tr("Space"), tr("hold the picture, go on")},
        {tr("B, L"), tr("boxes, labels on and off")},
        {tr("+, -, 0, Z"), tr("a large picture: larger, smaller, whole, 1:1")},
        {tr("C"), tr("compare the selected station")},
        {tr("1, 2, 3 on Compare"), tr("overlay, side by side, wipe")},
        {tr("4, 5, 6 on Compare"), tr("what the verdict rests on, classes, stations, and back")},
        {tr("R on recorded pictures"), tr("say which of the two is right")},
        {tr("←, →, S, U on rejected parts"), tr("good, defective, cannot tell, undo")},
        {tr("Tab held on a compared picture"), tr("flip A and B; a short Tab goes on")},
        {tr("/, Ctrl+F"), tr("filter a table, search the settings")},
        {tr("Del, Ctrl+C in Library"), tr("remove a version, copy its SHA-256")},
        {tr("Ctrl+E on History"), tr("export the rows shown")},
        {tr("T, E, Ctrl+C on Memory"), tr("table, export, copy the values")},
        {tr("Ctrl+Shift+L, Ctrl+L"), tr("sign in, lock")},
        {tr("F11"), tr("full screen")},
        {tr("Ctrl++, Ctrl+-, Ctrl+0"), tr("text size")},
        {tr("F1, ?"), tr("this sheet")},
    };
    delete m_table->layout();
    for (QLabel *label : m_table->findChildren<QLabel *>())
        delete label;
    auto *grid = new QGridLayout(m_table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(10);
    const int rows = (static_cast<int>(std::size(keys)) + 1) / 2;
    for (int i = 0; i < static_cast<int>(std::size(keys)); ++i) {
        auto *key = new QLabel(keys[i].first, m_table);
        key->setProperty("strong", true);
        const int column = i / rows * 3;
        grid->addWidget(key, i % rows, column);
        auto *does = new QLabel(keys[i].second, m_table);
        for (QLabel *label : {key, does}) {
            label->setWordWrap(true);
            label->setMargin(2);
        }
        grid->addWidget(does, i % rows, column + 1);
        grid->setColumnStretch(column, 2);
        grid->setColumnStretch(column + 1, 3);
    }
    grid->setColumnMinimumWidth(2, 24);
}

void KeySheet::open(const QRect &area)
{
    // As wide as reads well, as high as the lines then need; what large text leaves no room for is scrolled to.
    show();  // first, so that the labels have the fonts that they are measured with
    const int width = std::min(area.width() - 32, fontMetrics().averageCharWidth() * 150);
    const QMargins margins = layout()->contentsMargins();
    const int rest = margins.top() + margins.bottom() + 2 * layout()->spacing() + m_title->sizeHint().height() + m_close->sizeHint().height();
    const int inside = width - margins.left() - margins.right();
    const auto give = [&](int height) {
        QRect place(0, 0, width, std::min(area.height() - 32, height));
        place.moveCenter(area.center());
        setGeometry(place);
        layout()->activate();
    };
    give(rest + m_table->heightForWidth(inside) + 4);
    if (const int lacks = findChild<QScrollArea *>(QStringLiteral("keyTable"))->verticalScrollBar()->maximum(); lacks > 0)
        give(height() + lacks);
    raise();
    setFocus();
}

void KeySheet::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        emit closed();
    else if (auto *table = findChild<QScrollArea *>(QStringLiteral("keyTable")))
        table->verticalScrollBar()->triggerAction(scrollOf(event->key()));
    event->accept();
}

void KeySheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace lineside
