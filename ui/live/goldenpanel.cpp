// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/goldenpanel.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "widgets/format.h"
#include "widgets/forreaders.h"

#include <QEvent>
#include <QIcon>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPixmap>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {
namespace {

constexpr QSize kThumbnail(160, 90);
constexpr int kId = Qt::UserRole, kDamaged = Qt::UserRole + 1;

QPixmap thumbnailOf(const Frame &frame)
{
    const ImageView view = frame.image.view();
    const QImage whole(view.pixels, view.width, view.height, view.strideBytes, QImage::Format_RGB32);
    // Coarsely first: a smooth way over all pixels of a large picture would stop the window.
    return QPixmap::fromImage(whole.scaled(kThumbnail * 2, Qt::KeepAspectRatio, Qt::FastTransformation).scaled(kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

}  // namespace

GoldenPanel::GoldenPanel(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("goldenPanel"));
    build();
    retranslate();
    connect(&bridge, &EngineBridge::structureChanged, this, &GoldenPanel::refresh);
}

void GoldenPanel::build()
{
    const auto label = [this](const char *name) {
        auto *made = new QLabel(this);
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        return made;
    };
    const auto button = [this](const char *name) {
        auto *made = new QPushButton(this);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setAutoDefault(false);
        return made;
    };
    m_hint = label("goldenHint");
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("goldenList"));
    m_list->setIconSize(kThumbnail);
    m_list->setTabKeyNavigation(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setWordWrap(true);
    m_list->setSpacing(2);
    m_list->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // as high as the tab is
    m_list->installEventFilter(this);
    m_drop = button("goldenDrop");
    m_question = label("goldenQuestion");
    m_yes = button("goldenDropYes");
    m_no = button("goldenDropNo");

    // Beside each other: there is more width than height below the pictures.
    auto *ways = new QHBoxLayout;
    ways->setSpacing(8);
    for (QPushButton *b : {m_drop, m_yes, m_no})
        ways->addWidget(b);
    ways->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(m_question);
    words->addLayout(ways);
    words->addWidget(m_hint);
    words->addStretch(1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(12);
    row->addWidget(m_list, 2);
    row->addLayout(words, 1);

    for (QPushButton *b : {m_drop, m_yes})
        new DeedLock(b, m_bridge, Deed::Compare);
    connect(m_list, &QListWidget::itemSelectionChanged, this, [this] {
        m_asked.reset();
        showWays();
    });
    connect(m_drop, &QPushButton::clicked, this, &GoldenPanel::ask);
    connect(m_yes, &QPushButton::clicked, this, &GoldenPanel::drop);
    connect(m_no, &QPushButton::clicked, this, [this] {
        m_asked.reset();
        showWays();
        m_list->setFocus();
    });
}

void GoldenPanel::retranslate()
{
    m_hint->setText(tr("A model that judges one of these pictures otherwise than a person did is not offered here. They are made on Compare: review a part, then Keep as golden frame (G)."));
    m_list->setAccessibleName(tr("Golden frames of this station"));
    const auto name = [](QPushButton *b, const QString &text) {
        b->setText(text);
        nameForReaders(b, text);
    };
    name(m_drop, tr("Drop…"));
    name(m_yes, tr("Drop it"));
    name(m_no, tr("Leave it"));
    fill();
}

void GoldenPanel::showStation(const StationId &station)
{
    if (station != m_station) {
        m_station = station;
        m_frames.clear();
        m_unread.clear();
        m_asked.reset();
        m_list->clear();
        emit countChanged();
    }
    refresh();
}

void GoldenPanel::refresh()
{
    if (m_station.empty())
        return;
    std::vector<GoldenFrame> frames = m_bridge.engine().goldenFrames(m_station);
    if (frames != m_frames) {
        m_frames = std::move(frames);
        fill();
        emit countChanged();
    }
    readNext();
}

// Items that stay keep their pictures.
void GoldenPanel::fill()
{
    const auto known = [this](std::uint64_t id) { return std::ranges::find(m_frames, id, &GoldenFrame::id); };
    for (int row = m_list->count() - 1; row >= 0; --row) {
        if (known(m_list->item(row)->data(kId).toULongLong()) == m_frames.end())
            delete m_list->takeItem(row);
    }
    std::erase_if(m_unread, [&](std::uint64_t id) { return known(id) == m_frames.end(); });
    for (std::size_t row = 0; row < m_frames.size(); ++row) {
        QListWidgetItem *item = m_list->item(static_cast<int>(row));
        if (!item) {
            item = new QListWidgetItem(m_list);
            item->setData(kId, QVariant::fromValue<qulonglong>(m_frames[row].id));
            QPixmap empty(kThumbnail);
            empty.fill(Qt::transparent);
            item->setIcon(QIcon(empty));
            m_unread.push_back(m_frames[row].id);
        }
        showWords(*item);
    }
    if (m_asked && known(*m_asked) == m_frames.end())
        m_asked.reset();
    showWays();
}

void GoldenPanel::showWords(QListWidgetItem &item) const
{
    const auto frame = std::ranges::find(m_frames, item.data(kId).toULongLong(), &GoldenFrame::id);
    if (frame == m_frames.end())
        return;
    QString words = wordsOf(*frame);
    if (item.data(kDamaged).toBool())
        words += QLatin1Char('\n') + tr("Its picture cannot be read: no model is asked about it.");
    item.setText(words);
    item.setData(Qt::AccessibleTextRole, words);
}

QString GoldenPanel::wordsOf(const GoldenFrame &f) const
{
    const QString verdict = f.label.empty() ? Words::verdict(f.expected) : tr("%1 (%2)", "verdict, label").arg(Words::verdict(f.expected), Words::text(f.label));
    const QString who = f.by.empty() ? Format::dateTime(f.at) : tr("%1, by %2", "time, person").arg(Format::dateTime(f.at), Words::text(f.by));
    return tr("%1. Must be: %2\nKept %3\n%4 and %5 differed on it", "number, verdict, time and person, two models").arg(Format::count(f.id), verdict, who, Words::text(f.a), Words::text(f.b));
}

void GoldenPanel::readNext()
{
    if (m_reading || m_unread.empty() || !isVisible())
        return;
    m_reading = true;
    const std::uint64_t id = m_unread.front();
    m_unread.erase(m_unread.begin());
    m_bridge.goldenPicture(m_station, id, [self = QPointer(this), station = m_station, id](const Result<FramePtr> &picture) {
        if (!self)
            return;
        self->m_reading = false;
        if (station == self->m_station)
            self->setPicture(id, picture && *picture ? thumbnailOf(**picture) : QPixmap());
        self->readNext();
    });
}

void GoldenPanel::setPicture(std::uint64_t id, const QPixmap &picture)
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        if (item->data(kId).toULongLong() != id)
            continue;
        if (!picture.isNull())
            item->setIcon(QIcon(picture));
        item->setData(kDamaged, picture.isNull());
        showWords(*item);
    }
}

std::optional<std::uint64_t> GoldenPanel::selected() const
{
    const QList<QListWidgetItem *> items = m_list->selectedItems();
    return items.isEmpty() ? std::nullopt : std::optional<std::uint64_t>(items.front()->data(kId).toULongLong());
}

void GoldenPanel::ask()
{
    if (!m_bridge.admits(Deed::Compare))
        return;
    m_asked = selected();
    showWays();
    if (m_asked)
        m_no->setFocus();
}

void GoldenPanel::drop()
{
    if (!m_asked)
        return;
    m_bridge.dropGolden(m_station, *m_asked);
    m_asked.reset();
    showWays();
    m_list->setFocus();
}

void GoldenPanel::showWays()
{
    m_question->setText(m_asked ? tr("Drop golden frame %1? Its picture is deleted, and no model is held against it any more.", "number").arg(Format::count(*m_asked))
                                : m_frames.empty() ? tr("There is none yet.") : QString());
    m_question->setVisible(!m_question->text().isEmpty());
    m_yes->setVisible(m_asked.has_value());
    m_no->setVisible(m_asked.has_value());
    m_drop->setVisible(!m_asked);
    m_drop->setEnabled(selected().has_value());
}

bool GoldenPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete && selected()) {
        ask();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void GoldenPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void GoldenPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
