// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <string>

class QLabel;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QTabWidget;
class QTableView;

namespace lineside {

class ConfusionTable;
class EngineBridge;
class EvidenceView;
class OnlyChip;
class PrecisionChart;
class RecordedClassesModel;
class RecordedDifferencesModel;
class RecordedReview;
class RecordedViews;

/// What a comparison over recorded pictures came to, on four tabs: the classes with the curve of the chosen one, what was taken for what, where the two differ with the picture, and what the verdict rests on. In the place of
/// the tabs people say which of the two is right. UI thread only.
class RecordedReport : public QWidget {
    Q_OBJECT

public:
    explicit RecordedReport(EngineBridge &bridge, QWidget *parent = nullptr);

    /// The comparison as it is now; it has a report.
    void show(const OfflineJobPtr &job);
    using QWidget::show;
    /// Writes the table of classes as it is sorted now; false: it could not, and says so.
    bool exportTo(const QString &path);

    QSize sizeHint() const override { return {QWidget::sizeHint().width(), minimumSizeHint().height()}; }

signals:
    void reviewing(bool on);  ///< people are asked from now on, or no more: nothing may tell then which answer is whose

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildClasses();
    QWidget *buildConfusion();
    QWidget *buildDifferences();
    bool take(const QKeyEvent &key);
    void setReviewing(bool on);
    void showWaiting();
    void retranslate();
    void showClass();
    void showDifference();
    void showOnly(const std::optional<std::string> &label);
    void showOnlyCell(const QModelIndex &cell);
    void showChip();
    void copy();
    void chooseExport();

    OfflineJobPtr m_job;
    std::shared_ptr<const OfflineReport> m_report;  ///< of it
    QTabWidget *m_tabs;
    RecordedClassesModel *m_classes;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_classTable, *m_differenceTable;
    PrecisionChart *m_chart;
    QLabel *m_chartTitle, *m_confusionNote, *m_confusionTitleB, *m_confusionTitleA, *m_differenceNote, *m_message;
    ConfusionTable *m_confusionB, *m_confusionA;
    RecordedDifferencesModel *m_differences;
    RecordedViews *m_views;
    EvidenceView *m_evidence;
    RecordedReview *m_review;  ///< in the place of the tabs
    QPushButton *m_copy, *m_export, *m_askReview;
    OnlyChip *m_only;
};

}  // namespace lineside
