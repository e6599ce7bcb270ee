// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedpage.h"

#include "bridge/enginebridge.h"
#include "compare/recordedreport.h"
#include "compare/recordedsetup.h"
#include "compare/recordedtext.h"
#include "itemmodels/words.h"
#include "settings/noticelabel.h"
#include "signin/deedlock.h"
#include "widgets/copymenu.h"
#include "widgets/forreaders.h"
#include "widgets/loadwait.h"
#include "widgets/titlelabel.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lineside {
namespace {

/// The one path that is dragged; empty: none, or several.
QString pathOf(const QMimeData *data)
{
    const QList<QUrl> urls = data ? data->urls() : QList<QUrl>();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

}  // namespace

RecordedPage::RecordedPage(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("recordedPage"));
    setAcceptDrops(true);
    build();
    retranslate();
    connect(&m_bridge, &EngineBridge::tick, this, [this] {
        if (isVisible())
            look();
    });
    connect(m_setup, &RecordedSetup::startRequested, this, &RecordedPage::begin);
    new DeedLock(m_cancel, m_bridge, Deed::Compare);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_bridge.cancelOffline(); });
    connect(m_another, &QPushButton::clicked, this, [this] { setPlace(Place::Setup); });
    connect(m_report, &RecordedReport::reviewing, this, [this](bool on) {
        for (QLabel *figures : {m_figuresB, m_figuresA})  // they stand over the answers, and have names
            figures->setVisible(!on);
        m_reviewing = on;
        showNotice();
    });
    connect(m_back, &QPushButton::clicked, this, [this] { setPlace(Place::Report); });
}

void RecordedPage::build()
{
    const auto label = [&](QLabel *made, const char *name) {
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        made->setTextFormat(Qt::PlainText);
        made->setMargin(2);
        addCopyMenu(made);
        return made;
    };
    const auto button = [](const char *name, QWidget *parent) {
        auto *made = new QPushButton(parent);
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        made->setAutoDefault(false);
        return made;
    };
    m_sentence = label(new TitleLabel(1.5, this), "recordedSentence");
    m_another = button("recordedAnother", this);
    m_back = button("recordedBack", this);
    m_evidence = label(new QLabel(this), "recordedEvidence");
    m_notice = new NoticeLabel(this);
    m_notice->setObjectName(QStringLiteral("recordedNotice"));
    m_setup = new RecordedSetup(m_bridge, this);

    m_running = new QWidget(this);
    m_progress = new QProgressBar(m_running);
    m_progress->setObjectName(QStringLiteral("recordedProgress"));
    m_progress->setTextVisible(false);
    m_progressText = label(new QLabel(m_running), "recordedProgressText");
    m_loadNow = new LoadNow(m_bridge, m_running);
    m_cancel = button("recordedCancel", m_running);
    auto *running = new QVBoxLayout(m_running);
    running->setContentsMargins(0, 0, 0, 0);
    running->setSpacing(10);
    running->addWidget(m_progressText);
    running->addWidget(m_progress);
    running->addWidget(m_loadNow);
    running->addWidget(m_cancel, 0, Qt::AlignLeft);
    running->addStretch(1);

    m_result = new QWidget(this);
    m_figuresB = label(new QLabel(m_result), "recordedFiguresB");
    m_figuresA = label(new QLabel(m_result), "recordedFiguresA");
    m_report = new RecordedReport(m_bridge, m_result);
    auto *result = new QVBoxLayout(m_result);
    result->setContentsMargins(0, 0, 0, 0);
    result->setSpacing(6);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(12);
    figures->addWidget(m_figuresB, 1);
    figures->addWidget(m_figuresA, 1);
    result->addLayout(figures);
    result->addWidget(m_report, 1);

    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_sentence, 1);
    head->addWidget(m_another, 0, Qt::AlignTop);
    head->addWidget(m_back, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 12);
    column->setSpacing(10);
    column->addLayout(head);
    column->addWidget(m_evidence);
    column->addWidget(m_notice);
    column->addWidget(m_setup, 1);
    column->addWidget(m_running, 1);
    column->addWidget(m_result, 1);
}

void RecordedPage::retranslate()
{
    const auto name = [](QPushButton *button, const QString &words) {
        button->setText(words);
        nameForReaders(button, words);
    };
    name(m_cancel, tr("Cancel"));
    name(m_another, tr("Another comparison…"));
    name(m_back, tr("Back to the result"));
    m_progress->setAccessibleName(tr("Pictures that are compared"));
    showState();
}

void RecordedPage::look()
{
    const OfflineJobPtr job = m_bridge.engine().offlineJob();
    const bool waits = job && job->running() && job->progress.step == OfflineStep::Waiting;  // its words follow the time
    if (job == m_job && !waits)
        return;
    const bool before = m_job && m_job->running(), another = !m_job || (job && job->number != m_job->number);
    m_job = job;
    if (m_job && m_job->running())
        setPlace(Place::Running);
    else if (m_job && (before || another))
        setPlace(m_job->report ? Place::Report : Place::Setup);
    showState();
}

void RecordedPage::setPlace(Place place)
{
    if (place == m_place)
        return;
    const bool focused = isAncestorOf(QApplication::focusWidget());
    m_place = place;
    showState();
    if (focused)
        setFocus();
}

void RecordedPage::focusInEvent(QFocusEvent *event)
{
    QWidget *first = m_place == Place::Setup ? static_cast<QWidget *>(m_setup) : m_place == Place::Running ? static_cast<QWidget *>(m_cancel) : m_report;
    first->setFocus(event->reason());
}

// Of what each model knows nothing is said while people answer without knowing whose answer is which.
void RecordedPage::showNotice()
{
    const OfflineJob *job = m_job.get();
    const bool result = m_place == Place::Report && job && job->report;
    const bool ended = m_place == Place::Setup && job && !job->running() && !job->report;
    m_notice->setNotice(!m_notBegun.isEmpty() ? m_notBegun : result && !m_reviewing ? RecordedText::notice(*job->report, *m_bridge.snapshot()) : ended ? RecordedText::ended(*job) : QString());
}

void RecordedPage::showState()
{
    const OfflineJob *job = m_job.get();
    const bool result = m_place == Place::Report && job && job->report;
    m_setup->setVisible(m_place == Place::Setup);
    m_running->setVisible(m_place == Place::Running);
    m_result->setVisible(result);
    m_another->setVisible(result);
    m_back->setVisible(m_place == Place::Setup && job && job->report);
    m_evidence->setVisible(result);
    const bool ended = job && !job->running() && !job->report;
    m_sentence->setText(RecordedText::sentence(m_place == Place::Setup && !ended ? nullptr : job));
    showNotice();
    if (m_place == Place::Running && job) {
        const OfflineProgress &p = job->progress;
        m_progressText->setText(RecordedText::progress(*job, *m_bridge.snapshot()));
        m_progress->setRange(0, p.step == OfflineStep::Comparing || p.step == OfflineStep::Summing ? static_cast<int>(std::min<std::int64_t>(p.of, 2'000'000'000)) : 0);
        m_progress->setValue(static_cast<int>(std::min<std::int64_t>(p.pictures, 2'000'000'000)));
        m_cancel->setEnabled(!p.cancelling);
        const WaitingLoad *waits = p.step == OfflineStep::Waiting ? waitingLoadOf(*m_bridge.snapshot(), p.load) : nullptr;
        m_loadNow->show(waits, Words::text(job->request.b));
    }
    if (!result)
        return;
    m_evidence->setText(RecordedText::evidence(*job->report));
    m_figuresB->setText(RecordedText::figuresOfB(*job->report));
    m_figuresA->setText(RecordedText::figuresOfA(*job->report));
    for (const auto &[label, model] : {std::pair(m_figuresB, &job->report->b), std::pair(m_figuresA, &job->report->a)}) {
        label->setToolTip(RecordedText::measuredHow(*model));
        label->setAccessibleDescription(label->toolTip());
    }
    m_report->show(m_job);
}

void RecordedPage::begin(const OfflineRequest &request)
{
    if (m_asked)
        return;
    m_asked = true;
    m_notBegun.clear();
    m_setup->remember(request);
    m_bridge.compareOffline(request, [this](const Result<void> &begun) {
        m_asked = false;
        m_notBegun = begun ? QString() : RecordedText::notBegun(begun.error());
        look();
        showState();
    });
}

void RecordedPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    look();
}

void RecordedPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_place != Place::Running && !pathOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void RecordedPage::dropEvent(QDropEvent *event)
{
    m_notBegun.clear();
    m_setup->drop(pathOf(event->mimeData()), m_setup->mapFrom(this, event->position().toPoint()));
    if (m_place == Place::Report)
        setPlace(Place::Setup);
    showState();
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void RecordedPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
