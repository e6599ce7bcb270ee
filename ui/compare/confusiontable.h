// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/offline.h"

#include <QTableView>

#include <memory>

namespace lineside {

class ConfusionModel;

/// What one model took the labelled objects for: a row a labelled class, a column what was seen there, the last of each nothing. The darker a cell, the larger its share of the row; what is on the diagonal is right.
/// UI thread only.
class ConfusionTable : public QTableView {
    Q_OBJECT

public:
    /// `name`: of the widget.
    explicit ConfusionTable(const QString &name, QWidget *parent = nullptr);

    /// `model`: a part of the report.
    void show(std::shared_ptr<const OfflineReport> report, const OfflineModel &model);
    using QWidget::show;
    QString text() const;  ///< the whole, by tabs and lines

    QSize sizeHint() const override { return {320, 240}; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void fit();

    ConfusionModel *m_model;
};

}  // namespace lineside
