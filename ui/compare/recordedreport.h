// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "live/pictureviewport.h"
#include "lineside/offline.h"

#include <QWidget>

#include <memory>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTabWidget;
class QTableView;

namespace lineside {

class ConfusionTable;
class PrecisionChart;
class RecordedClassesModel;
class RecordedDifferencesModel;
class RecordedView;

/// What a comparison over recorded pictures came to, on three tabs: the classes with the curve of the chosen one, what was taken for what, and where the two differ with the picture. UI thread only.
class RecordedReport : public QWidget {
    Q_OBJECT

public:
    explicit RecordedReport(QWidget *parent = nullptr);

    void show(std::shared_ptr<const OfflineReport> report);
    using QWidget::show;
    /// Writes the table of classes as it is sorted now; false: it could not, and says so.
    bool exportTo(const QString &path);

    QSize sizeHint() const override { return {QWidget::sizeHint().width(), minimumSizeHint().height()}; }

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *buildClasses();
    QWidget *buildConfusion();
    QWidget *buildDifferences();
    void retranslate();
    void showClass();
    void showDifference();
    void copy();
    void chooseExport();

    std::shared_ptr<const OfflineReport> m_report;
    PictureViewport m_viewport;
    QTabWidget *m_tabs;
    RecordedClassesModel *m_classes;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_classTable, *m_differenceTable;
    PrecisionChart *m_chart;
    QLabel *m_chartTitle, *m_confusionNote, *m_confusionTitleB, *m_confusionTitleA, *m_differenceNote, *m_message;
    ConfusionTable *m_confusionB, *m_confusionA;
    RecordedDifferencesModel *m_differences;
    RecordedView *m_view;
    QPushButton *m_copy, *m_export;
};

}  // namespace lineside
