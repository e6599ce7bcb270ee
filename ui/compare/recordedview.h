// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/compareview.h"
#include "lineside/offline.h"

#include <memory>

namespace lineside {

/// A recorded picture with the boxes of A, of B, or of both, and a dotted frame around the part on which they differ; Tab held shows one after the other alone. UI thread only.
class RecordedView : public CompareView {
    Q_OBJECT

public:
    RecordedView(Shows shows, PictureViewport &viewport, QWidget *parent = nullptr);

    /// The place of the report that `setFrame` brings the picture of; null: none.
    void setPlace(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement);

protected:
    QString title() const override;
    QString caption() const override;
    void changeEvent(QEvent *event) override;
    void paintAnswers(QPainter &painter, const QRectF &area, const QTransform &toArea) override;

private:
    void retranslate();

    std::shared_ptr<const OfflineReport> m_report;
    OfflineDisagreement m_place;
};

}  // namespace lineside
