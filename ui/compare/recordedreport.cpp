// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedreport.h"

#include "compare/confusiontable.h"
#include "compare/evidenceview.h"
#include "compare/onlychip.h"
#include "compare/precisionchart.h"
#include "compare/recordedtext.h"
#include "compare/recordedreview.h"
#include "compare/recordedviews.h"
#include "itemmodels/csv.h"
#include "itemmodels/recordedclassesmodel.h"
#include "itemmodels/recordeddifferencesmodel.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "widgets/anyheight.h"
#include "widgets/csvdialog.h"
#include "widgets/forreaders.h"
#include "widgets/format.h"
#include "widgets/pagekeys.h"
#include "widgets/tablelook.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace lineside {
namespace {

QLabel *note(const char *name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setMargin(2);
    return label;
}

QVBoxLayout *columnIn(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(8);
    return column;
}

}  // namespace

RecordedReport::RecordedReport(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_tabs(new AnyHeight<QTabWidget>(this)), m_classes(new RecordedClassesModel(this)), m_sorted(new QSortFilterProxyModel(this)), m_differences(new RecordedDifferencesModel(this))
{
    setObjectName(QStringLiteral("recordedReport"));
    m_tabs->setObjectName(QStringLiteral("recordedTabs"));
    m_tabs->addTab(buildClasses(), QString());
    m_tabs->addTab(buildConfusion(), QString());
    m_tabs->addTab(buildDifferences(), QString());
    m_evidence = new EvidenceView(m_tabs);
    m_evidence->setObjectName(QStringLiteral("recordedEvidenceView"));
    m_evidence->setContentsMargins(0, 10, 0, 0);
    m_tabs->addTab(m_evidence, QString());
    m_review = new RecordedReview(bridge, this);
    m_review->hide();
    setFocusProxy(m_tabs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_review, 1);
    retranslate();
    new PageKeys(this, {m_classTable, m_differenceTable, m_confusionB, m_confusionA}, [this](const QKeyEvent &key) { return take(key); });
    connect(m_classTable->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordedReport::showClass);
    connect(m_differenceTable->selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordedReport::showDifference);
    connect(m_classTable, &QTableView::activated, this, [this](const QModelIndex &index) { showOnly(m_report->classes[static_cast<std::size_t>(m_sorted->mapToSource(index).row())].name); });
    for (ConfusionTable *table : {m_confusionB, m_confusionA})
        connect(table, &QTableView::activated, this, &RecordedReport::showOnlyCell);
    connect(m_only, &OnlyChip::clicked, this, [this] { showOnly({}); });
    connect(m_askReview, &QPushButton::clicked, this, [this] { setReviewing(true); });
    connect(m_review, &RecordedReview::closed, this, [this] { setReviewing(false); });
    connect(m_copy, &QPushButton::clicked, this, &RecordedReport::copy);
    connect(m_export, &QPushButton::clicked, this, &RecordedReport::chooseExport);
}

QWidget *RecordedReport::buildClasses()
{
    auto *page = new QWidget(m_tabs);
    m_sorted->setSourceModel(m_classes);
    m_sorted->setSortRole(RecordedClassesModel::SortRole);
    m_classTable = new QTableView(page);
    m_classTable->setObjectName(QStringLiteral("recordedClasses"));
    m_classTable->setModel(m_sorted);
    m_classTable->setMinimumHeight(126);
    new TableLook(m_classTable, QString(), {96, 75, 72, 72, 74, 70, 70, 90, 90, 74, 74, 68, 68, 94, 94});
    m_classTable->setSortingEnabled(true);
    m_classTable->sortByColumn(RecordedClassesModel::Name, Qt::AscendingOrder);
    m_chartTitle = note("recordedChartTitle", page);
    m_chart = new PrecisionChart(page);
    m_copy = new QPushButton(page);
    m_copy->setObjectName(QStringLiteral("recordedCopy"));
    m_export = new QPushButton(page);
    m_export->setObjectName(QStringLiteral("recordedExport"));
    m_message = note("recordedMessage", page);
    m_message->hide();
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_chartTitle, 1);
    for (QPushButton *button : {m_copy, m_export}) {
        button->setMinimumHeight(40);
        button->setAutoDefault(false);
        bar->addWidget(button, 0, Qt::AlignTop);
    }
    QVBoxLayout *column = columnIn(page);
    column->addWidget(m_classTable, 2);
    column->addLayout(bar);
    column->addWidget(m_message);
    column->addWidget(m_chart, 3);
    return page;
}

QWidget *RecordedReport::buildConfusion()
{
    auto *page = new QWidget(m_tabs);
    m_confusionNote = note("recordedConfusionNote", page);
    m_confusionTitleB = note("recordedConfusionTitleB", page);
    m_confusionB = new ConfusionTable(QStringLiteral("recordedConfusionB"), page);
    m_confusionTitleA = note("recordedConfusionTitleA", page);
    m_confusionA = new ConfusionTable(QStringLiteral("recordedConfusionA"), page);
    auto *two = new QHBoxLayout;
    two->setSpacing(16);
    for (const auto &[title, table] : {std::pair(m_confusionTitleB, m_confusionB), std::pair(m_confusionTitleA, m_confusionA)}) {
        title->setProperty("strong", true);
        auto *side = new QVBoxLayout;
        side->setSpacing(6);
        side->addWidget(title);
        side->addWidget(table, 1);
        two->addLayout(side, 1);
    }
    QVBoxLayout *column = columnIn(page);
    column->addWidget(m_confusionNote);
    column->addLayout(two, 1);
    return page;
}

QWidget *RecordedReport::buildDifferences()
{
    auto *page = new QWidget(m_tabs);
    m_differenceNote = note("recordedDifferenceNote", page);
    m_askReview = new QPushButton(page);
    m_askReview->setObjectName(QStringLiteral("recordedReviewOpen"));
    m_askReview->setMinimumHeight(40);
    m_askReview->setAutoDefault(false);
    m_only = new OnlyChip(QStringLiteral("recordedOnly"), page);
    m_differenceTable = new QTableView(page);
    m_differenceTable->setObjectName(QStringLiteral("recordedDifferences"));
    m_differenceTable->setModel(m_differences);
    new TableLook(m_differenceTable, QString(), {170, 80, 85, 85, 105});
    m_differenceTable->setMinimumSize(300, 160);
    m_views = new RecordedViews(page);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_differenceNote, 1);
    head->addWidget(m_only, 0, Qt::AlignTop);
    head->addWidget(m_askReview, 0, Qt::AlignTop);
    auto *two = new QHBoxLayout;
    two->setSpacing(12);
    two->addWidget(m_differenceTable, 5);
    two->addWidget(m_views, 6);
    QVBoxLayout *column = columnIn(page);
    column->addLayout(head);
    column->addLayout(two, 1);
    return page;
}

void RecordedReport::retranslate()
{
    m_tabs->setTabText(0, tr("Classes"));
    m_tabs->setTabText(1, tr("Confusion"));
    m_tabs->setTabText(2, tr("Where they differ"));
    m_tabs->setTabText(3, tr("Evidence"));
    m_tabs->setAccessibleName(tr("Result of the comparison"));
    m_classTable->setAccessibleName(tr("Classes"));
    m_differenceTable->setAccessibleName(tr("Where A and B differ"));
    m_confusionB->setAccessibleName(tr("What B took the objects for"));
    m_confusionA->setAccessibleName(tr("What A took the objects for"));
    m_copy->setText(tr("Copy table"));
    nameForReaders(m_copy, m_copy->text());
    m_export->setText(tr("Export CSV…"));
    nameForReaders(m_export, tr("Export the table of classes"));
    m_classes->retranslate();
    m_differences->retranslate();
    if (m_job)
        show(m_job);
}

void RecordedReport::show(const OfflineJobPtr &job)
{
    const bool another = !m_job || job->number != m_job->number, answered = !another && job->report != m_report;
    m_job = job;
    m_report = job->report;
    const bool labelled = m_report->labelled > 0;
    if (another) {
        m_classes->setReport(m_report);
        m_differences->setReport(m_report);
        showChip();
        m_views->showWhole();
        m_views->open(m_report, nullptr);
        setReviewing(false);
        m_message->hide();
        m_classTable->selectRow(0);
    }
    if (answered)
        m_differences->setAnswers(m_report);
    m_evidence->show({m_report->verdict, m_report->countsObjects, 0});
    m_review->setJob(m_job);
    showWaiting();
    for (const int column : {RecordedClassesModel::Objects, RecordedClassesModel::PrecisionB, RecordedClassesModel::PrecisionA, RecordedClassesModel::RecallB, RecordedClassesModel::RecallA, RecordedClassesModel::Ap50B,
                             RecordedClassesModel::Ap50A, RecordedClassesModel::Ap50To95B, RecordedClassesModel::Ap50To95A})
        m_classTable->setColumnHidden(column, !labelled);
    m_chart->setVisible(labelled);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_confusionB, m_confusionA, m_confusionTitleB, m_confusionTitleA})
        widget->setVisible(labelled);
    m_confusionB->show(m_report, m_report->b);
    m_confusionA->show(m_report, m_report->a);
    m_confusionTitleB->setText(tr("B %1", "model").arg(Words::text(m_report->request.b)));
    m_confusionTitleA->setText(tr("A %1", "model").arg(Words::text(m_report->request.a)));
    m_confusionNote->setText(labelled ? tr("A row for each labelled class, a column for what was seen in its place: on the diagonal it is right. Row “nothing”: seen where nothing is labelled; column “nothing”: missed.")
                                      : tr("What is taken for what can be said only with labels: choose them and compare once more."));
    const auto shown = static_cast<std::uint64_t>(m_report->disagreements.size());
    m_differenceNote->setText(m_report->disagreements.empty() ? tr("They differ nowhere.")
                              : std::cmp_less(shown, m_report->verdict.discordant)
                                  ? tr("The first %1 of %2 places where they differ, the most telling on top.", "numbers").arg(Format::count(shown), Format::count(static_cast<std::uint64_t>(m_report->verdict.discordant)))
                                  : tr("Every place where they differ, the most telling on top."));
    showClass();
}

void RecordedReport::showWaiting()
{
    const std::size_t waiting = m_review->waiting();
    m_askReview->setVisible(m_review->asks());
    m_askReview->setEnabled(m_review->asks());  // also to take an answer back
    nameButton(m_askReview, waiting == 0 ? tr("Review again…") : tr("Review (%1)…", "how many wait").arg(Format::count(waiting)),
               tr("Shows both answers without names, and asks which is right (R)"));
}

bool RecordedReport::take(const QKeyEvent &key)
{
    if (!m_review->isVisible() && key.key() == Qt::Key_Escape && m_tabs->currentIndex() == 2 && m_differences->only()) {
        showOnly({});
        return true;
    }
    if (m_review->isVisible() || !InterfaceSettings::singleKeys() || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    if (key.key() == Qt::Key_R && m_job && m_review->asks()) {
        setReviewing(true);
        return true;
    }
    return m_tabs->currentIndex() == 2 && m_views->take(key);
}

void RecordedReport::setReviewing(bool on)
{
    if (on == m_review->isVisibleTo(this))
        return;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    setFocusProxy(on ? static_cast<QWidget *>(m_review) : m_tabs);  // whoever comes back from another page goes on where he was
    emit reviewing(on);
    m_tabs->setVisible(!on);
    m_review->setVisible(on);
    if (on || hadFocus)
        setFocus();
}

void RecordedReport::showClass()
{
    const int row = m_sorted->mapToSource(m_classTable->currentIndex()).row();
    if (!m_report || row < 0) {
        m_chartTitle->clear();
        return;
    }
    const OfflineClass &of = m_report->classes[static_cast<std::size_t>(row)];
    const QString name = Words::text(of.name);
    m_chart->show(of);
    m_chartTitle->setText(m_report->labelled == 0 ? tr("Precision and recall can be said only with labels.")
                          : of.objects == 0       ? tr("%1: no object of this class is labelled.", "class").arg(name)
                                                  : tr("%1: precision at each recall, IoU 0.5", "class").arg(name));
}

void RecordedReport::showDifference()
{
    const QModelIndex current = m_differenceTable->currentIndex();
    m_views->open(m_report, current.isValid() ? &m_differences->at(current.row()) : nullptr);
}

// Of a class, in the place of the table it was chosen in.
void RecordedReport::showOnly(const std::optional<std::string> &label)
{
    m_differences->setOnly(label);
    if (m_only->hasFocus())
        m_differenceTable->setFocus();  // it goes away
    showChip();
    m_views->open(m_report, nullptr);
    if (!label)
        return;
    m_tabs->setCurrentIndex(2);
    m_differenceTable->setFocus();
    m_differenceTable->selectRow(0);
}

/// The labelled class; where nothing is labelled, what was seen there.
void RecordedReport::showOnlyCell(const QModelIndex &cell)
{
    for (const int index : {cell.row(), cell.column()}) {
        if (std::cmp_less(index, m_report->classes.size()))
            return showOnly(m_report->classes[static_cast<std::size_t>(index)].name);
    }
}

void RecordedReport::showChip()
{
    m_only->showOnly(m_differences->only() ? std::optional(Words::text(*m_differences->only())) : std::nullopt, m_differences->rowCount());
}

void RecordedReport::copy()
{
    QStringList lines;
    const auto line = [&](const auto &cell) {
        QStringList cells;
        for (int column = 0; column < m_sorted->columnCount(); ++column) {
            if (!m_classTable->isColumnHidden(column))
                cells << cell(column).toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    };
    line([&](int column) { return m_sorted->headerData(column, Qt::Horizontal); });
    for (int row = 0; row < m_sorted->rowCount(); ++row)
        line([&](int column) { return m_sorted->index(row, column).data(); });
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

bool RecordedReport::exportTo(const QString &path)
{
    const QString problem = Csv::write(path, Csv::table(*m_sorted));
    m_message->setText(problem.isEmpty() ? tr("%Ln class(es) written to %1.", nullptr, m_sorted->rowCount()).arg(path) : tr("The file was not written: %1. Choose another folder.").arg(problem));
    m_message->show();
    return problem.isEmpty();
}

void RecordedReport::chooseExport()
{
    askCsvFile(this, tr("Export the table of classes"), QStringLiteral("lineside-comparison"), [this](const QString &path) { exportTo(path); });
}

void RecordedReport::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
