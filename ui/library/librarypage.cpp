// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/librarypage.h"

#include "bridge/enginebridge.h"
#include "itemmodels/modeltablemodel.h"
#include "itemmodels/wordfilterproxy.h"
#include "itemmodels/words.h"
#include "library/dropstrip.h"
#include "library/modeldetails.h"
#include "library/statechipdelegate.h"
#include "settings/interfacesettings.h"
#include "signin/deedlock.h"
#include "widgets/candidatestack.h"
#include "widgets/cardscroll.h"
#include "widgets/pagekeys.h"
#include "widgets/tablelook.h"
#include "widgets/waitingloads.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace lineside {

namespace {

/// Table and details scroll inside: they ask for a few rows, and take what is left.
class LowSplitter : public QSplitter {
public:
    using QSplitter::QSplitter;
    QSize sizeHint() const override { return {QSplitter::sizeHint().width(), minimumHeight()}; }
};

}  // namespace

LibraryPage::LibraryPage(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_model(new ModelTableModel(this)),
      m_filter(new WordFilterProxy(ModelTableModel::FilterRole, ModelTableModel::SortRole, this)),
      m_candidates(new CandidateStack(bridge, this)), m_strip(new DropStrip(false, this)), m_empty(new DropStrip(true, this)),
      m_stack(new QStackedWidget(this)), m_details(new ModelDetails(this))
{
    setObjectName(QStringLiteral("libraryPage"));
    m_filter->setSourceModel(m_model);
    buildTable();
    auto *content = new QWidget(this);
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_strip);
    rows->addWidget(buildBar());
    auto *under = new QHBoxLayout;
    under->addWidget(m_reason = new QLabel(content), 1);
    under->addWidget(m_count, 0, Qt::AlignTop);
    rows->addLayout(under);
    rows->addWidget(buildConfirm());
    // Made in another order than they are read in.
    setTabOrder(m_confirmYes, m_table);
    setTabOrder(m_table, m_details);
    m_splitter = new LowSplitter(content);
    m_splitter->setObjectName(QStringLiteral("librarySplitter"));
    m_nothing = new QLabel(content);
    m_nothing->setObjectName(QStringLiteral("libraryNothing"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_versions = new QStackedWidget(content);
    m_versions->addWidget(m_table);
    m_versions->addWidget(m_nothing);
    m_splitter->addWidget(m_versions);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setMinimumHeight(180);
    rows->addWidget(m_splitter, 1);
    m_reason->setObjectName(QStringLiteral("libraryReason"));
    m_reason->setWordWrap(true);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(8);
    column->addWidget(new WaitingLoads(bridge, this));
    column->addWidget(new CardScroll(*m_candidates, this));
    column->addWidget(m_stack, 1);

    for (const DropStrip *strip : {m_strip, m_empty})
        new DeedLock(strip->findChild<QPushButton *>(), bridge, Deed::ImportModel);
    new DeedLock(m_offer, bridge, Deed::ImportModel);
    new DeedLock(m_remove, bridge, Deed::RemoveModel);
    new DeedLock(m_confirmYes, bridge, Deed::RemoveModel);
    takeSnapshot();
    retranslate();
    const InterfaceSettings remembered;
    m_look->restore();
    if (const QByteArray state = remembered.layout(QStringLiteral("librarySplitter")); !state.isEmpty())
        m_splitter->restoreState(state);
    // Not at the end: a page that was never opened has no layout that somebody chose.
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { InterfaceSettings().setLayout(QStringLiteral("librarySplitter"), m_splitter->saveState()); });

    connect(&m_bridge, &EngineBridge::structureChanged, this, [this] {
        if (isVisible())  // the window's time belongs to the pictures
            takeSnapshot();
    });
    connect(m_candidates, &CandidateStack::countChanged, this, &LibraryPage::showEmpty);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        m_confirm->hide();
        showSelection();
    });
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter->setWords(words);
        showSelection();
    });
    connect(m_strip, &DropStrip::chooseFiles, this, &LibraryPage::importRequested);
    connect(m_empty, &DropStrip::chooseFiles, this, &LibraryPage::importRequested);
    connect(m_compare, &QPushButton::clicked, this, [this] {
        if (const auto model = selected())
            emit compareRequested(*model);
    });
    connect(m_copy, &QPushButton::clicked, this, &LibraryPage::copyHash);
    connect(m_remove, &QPushButton::clicked, this, &LibraryPage::askRemoval);
    connect(m_confirmNo, &QPushButton::clicked, this, [this] {
        m_confirm->hide();
        m_table->setFocus();
    });
    connect(m_confirmYes, &QPushButton::clicked, this, [this] {
        m_confirm->hide();
        if (m_toRemove)
            m_bridge.removeModel(*m_toRemove);
        m_table->setFocus();
    });
}

LibraryPage::~LibraryPage()
{
    m_look->save();
}

void LibraryPage::buildTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("libraryTable"));
    m_table->setModel(m_filter);
    m_table->setItemDelegateForColumn(ModelTableModel::State, new StateChipDelegate(m_table));
    m_look = new TableLook(m_table, QStringLiteral("library"), {110, 130, 190, 110, 90, 190, 100, 110, 100, 130, 210, 90, 130, 130});
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ModelTableModel::Name, Qt::AscendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    new PageKeys(this, {m_table}, [this](const QKeyEvent &event) { return takeKey(event); });
    m_table->viewport()->installEventFilter(this);
    m_table->horizontalHeader()->setSectionsMovable(true);
}

QWidget *LibraryPage::buildBar()
{
    auto *bar = new QWidget(this);
    m_words = new QLineEdit(bar);
    m_words->setObjectName(QStringLiteral("libraryFilter"));
    m_words->setClearButtonEnabled(true);
    m_count = new QLabel(bar);
    m_count->setObjectName(QStringLiteral("libraryCount"));
    const auto button = [&](const char *name) {
        auto *made = new QPushButton(bar);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
        return made;
    };
    m_offer = button("libraryOffer");
    m_compare = button("libraryCompare");
    m_copy = button("libraryCopyHash");
    m_remove = button("libraryRemove");
    m_stations = new QMenu(m_offer);
    m_stations->setObjectName(QStringLiteral("libraryOfferMenu"));
    m_offer->setMenu(m_stations);
    m_offer->setProperty("menu", true);
    m_words->setMinimumSize(140, 40);
    m_table->addAction(m_stations->menuAction());
    for (QPushButton *made : {m_compare, m_copy, m_remove}) {
        auto *action = new QAction(m_table);
        connect(action, &QAction::triggered, made, &QPushButton::click);
        m_table->addAction(action);
        m_rowActions.push_back({action, made});
    }
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_words, 1);
    for (QPushButton *made : {m_offer, m_compare, m_copy, m_remove})
        layout->addWidget(made);
    return bar;
}

QWidget *LibraryPage::buildConfirm()
{
    m_confirm = new QFrame(this);
    m_confirm->setObjectName(QStringLiteral("libraryConfirm"));
    static_cast<QFrame *>(m_confirm)->setFrameShape(QFrame::StyledPanel);
    m_confirmText = new QLabel(m_confirm);
    m_confirmText->setWordWrap(true);
    m_confirmNo = new QPushButton(m_confirm);
    m_confirmNo->setObjectName(QStringLiteral("libraryConfirmKeep"));
    m_confirmYes = new QPushButton(m_confirm);
    m_confirmYes->setObjectName(QStringLiteral("libraryConfirmRemove"));
    auto *layout = new QHBoxLayout(m_confirm);
    layout->setSpacing(8);
    layout->addWidget(m_confirmText, 1);
    for (QPushButton *made : {m_confirmNo, m_confirmYes}) {
        made->setMinimumHeight(40);
        layout->addWidget(made);
    }
    m_confirm->hide();
    return m_confirm;
}

void LibraryPage::retranslate()
{
    m_strip->retranslate();
    m_empty->retranslate();
    m_words->setPlaceholderText(tr("Filter models  ( / )"));
    m_words->setAccessibleName(tr("Filter models by words"));
    const auto name = [](QPushButton *button, const QString &text, const QString &tip) {
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_offer, tr("Offer to station"), tr("Puts the model in the preview of a station. It goes on air only by the button there."));
    name(m_compare, tr("Compare"), tr("Runs beside the model on air, on the same frames (C)"));
    name(m_copy, tr("Copy SHA-256"), tr("Ctrl+C"));
    name(m_remove, tr("Remove…"), tr("Del"));
    m_stations->setTitle(m_offer->text());
    for (const auto &[action, button] : m_rowActions)
        action->setText(button->text());
    m_confirmNo->setText(tr("Keep it"));
    m_confirmNo->setAccessibleName(m_confirmNo->text());
    m_confirmYes->setAccessibleName(tr("Remove the model from the library"));
    m_table->setAccessibleName(tr("Models in the library"));
    m_nothing->setText(tr("No version fits the filter. Esc in the filter shows all again."));
    m_model->retranslate();
    fillStations();
    showSelection();
}

void LibraryPage::takeSnapshot()
{
    m_snapshot = m_bridge.snapshot();
    // Rows stay where they are while one of them is pointed at.
    m_filter->hold(m_table->isVisible() && m_table->viewport()->underMouse());
    m_model->setSnapshot(m_snapshot);
    if (!m_table->currentIndex().isValid() && m_filter->rowCount() > 0)
        m_table->setCurrentIndex(m_filter->index(0, 0));
    fillStations();
    showEmpty();
    showSelection();
}

void LibraryPage::setCardsShown(bool shown)
{
    m_candidates->setWanted(shown);
}

void LibraryPage::showEmpty()
{
    const bool empty = m_model->rowCount() == 0;
    m_stack->setCurrentIndex(empty ? 1 : 0);
}

void LibraryPage::fillStations()
{
    if (m_stations->isVisible())
        return;
    m_stations->clear();
    for (const StationSnapshot &station : m_snapshot->stations) {
        const StationId id = station.config.id;
        QAction *action = m_stations->addAction(Words::stationName(*m_snapshot, id));
        action->setObjectName(QStringLiteral("offerTo-") + Words::text(id));
        const auto model = selected();
        action->setEnabled(model && station.active != *model && station.offered != *model);
        connect(action, &QAction::triggered, this, [this, id] {
            if (const auto chosen = selected(); chosen && m_bridge.admits(Deed::ImportModel))
                m_bridge.offerModel(id, *chosen);
        });
        markDeed(action, m_bridge, Deed::ImportModel);
    }
}

std::optional<ModelId> LibraryPage::selected() const
{
    const ModelSnapshot *model = m_model->model(m_filter->mapToSource(m_table->currentIndex()).row());
    return model ? std::optional<ModelId>(model->id) : std::nullopt;
}

QString LibraryPage::useProblem(const ModelSnapshot *model) const
{
    if (!model)
        return tr("Select a model to offer, compare or remove it.");
    if (model->state == ModelState::Damaged)
        return tr("%1 cannot be offered or compared: its file changed on disk. Import it again.").arg(Words::text(model->id));
    return {};
}

QString LibraryPage::removalProblem(const ModelSnapshot *model) const
{
    if (!model || !ModelTableModel::inUse(*model))
        return {};
    return tr("%1 cannot be removed while it is used: %2.")
        .arg(Words::text(model->id), ModelTableModel::whereText(*model, *m_snapshot));
}

void LibraryPage::showSelection()
{
    const auto id = selected();
    const ModelSnapshot *model = id ? m_model->model(*id) : nullptr;
    m_details->show(model, *m_snapshot);
    const QString use = useProblem(model), removal = removalProblem(model);
    const bool usable = model && use.isEmpty();
    m_offer->setEnabled(usable && !m_snapshot->stations.empty());
    m_compare->setEnabled(usable);
    m_copy->setEnabled(model != nullptr);
    m_remove->setEnabled(model && removal.isEmpty());
    m_stations->menuAction()->setEnabled(m_offer->isEnabled());
    for (const auto &[action, button] : m_rowActions)
        action->setEnabled(button->isEnabled());
    // The reason stands on the page, not only in a tool tip: for fingers and for screen readers.
    m_reason->setText(use.isEmpty() ? (removal.isEmpty() ? QStringLiteral(" ") : removal) : use);
    if (model && !m_remove->isEnabled())
        m_confirm->hide();
    const int all = m_model->rowCount(), shown = m_filter->rowCount();
    m_versions->setCurrentWidget(shown == 0 ? static_cast<QWidget *>(m_nothing) : m_table);
    m_count->setText(all == shown ? tr("%Ln version(s)", nullptr, all) : tr("%1 of %Ln version(s)", nullptr, all).arg(shown));
    fillStations();
}

void LibraryPage::copyHash()
{
    if (const auto id = selected())
        QGuiApplication::clipboard()->setText(Words::text(m_model->model(*id)->sha256));
}

void LibraryPage::askRemoval()
{
    m_toRemove = selected();
    if (!m_toRemove || !m_remove->isEnabled() || !m_bridge.admits(Deed::RemoveModel))
        return;
    const QString name = Words::text(*m_toRemove);
    m_confirmText->setText(tr("Remove %1 from the library? Its stored copy is deleted; the file that it was imported from stays.").arg(name));
    m_confirmYes->setText(tr("Remove %1").arg(name));
    m_confirmYes->setAccessibleName(m_confirmYes->text());
    m_confirm->show();
    // Enter must not remove by accident: the safe answer has the focus.
    m_confirmNo->setFocus();
}

void LibraryPage::showEvent(QShowEvent *event)
{
    takeSnapshot();
    QWidget::showEvent(event);
}

void LibraryPage::focusInEvent(QFocusEvent *event)
{
    (m_stack->currentWidget() == m_empty ? static_cast<QWidget *>(m_empty) : m_table)->setFocus(event->reason());
}

void LibraryPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

bool LibraryPage::takeKey(const QKeyEvent &event)
{
    const bool typing = m_words->hasFocus();
    const bool single = InterfaceSettings::singleKeys() && event.modifiers() == Qt::NoModifier && !typing;
    if ((single && event.key() == Qt::Key_Slash) || event.matches(QKeySequence::Find)) {
        m_words->setFocus();
        m_words->selectAll();
    } else if (event.key() == Qt::Key_Escape && !m_confirm->isHidden()) {
        m_confirmNo->click();
    } else if (event.key() == Qt::Key_Escape && typing) {
        m_words->clear();
        m_table->setFocus();
    } else if (single && event.key() == Qt::Key_C) {
        m_compare->click();
    } else if (event.matches(QKeySequence::Copy) && !typing) {
        copyHash();
    } else if (event.key() == Qt::Key_Delete && m_table->hasFocus()) {
        askRemoval();
    } else if ((event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) && m_table->hasFocus()) {
        m_details->setFocus();
    } else {
        return false;
    }
    return true;
}

bool LibraryPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Leave) {
        m_filter->hold(false);
        showSelection();
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace lineside
