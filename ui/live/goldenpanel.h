// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/golden.h"
#include "lineside/station.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace lineside {

class EngineBridge;

/// The golden frames of one station: a small picture of each, the verdict that a model must give, who kept it and when; and the way to drop one, which asks first. Pictures are read one after the other
/// while it is seen. Owned by the page. UI thread only.
class GoldenPanel : public QWidget {
    Q_OBJECT

public:
    explicit GoldenPanel(EngineBridge &bridge, QWidget *parent = nullptr);

    void showStation(const StationId &station);
    int count() const { return static_cast<int>(m_frames.size()); }

signals:
    void countChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void fill();
    void readNext();
    void setPicture(std::uint64_t id, const QPixmap &picture);  ///< null: it cannot be read
    void showWords(QListWidgetItem &item) const;
    QString wordsOf(const GoldenFrame &frame) const;
    std::optional<std::uint64_t> selected() const;
    void ask();
    void drop();
    void showWays();

    EngineBridge &m_bridge;
    StationId m_station;
    std::vector<GoldenFrame> m_frames;
    std::vector<std::uint64_t> m_unread;  ///< whose pictures are not here yet
    bool m_reading = false;
    std::optional<std::uint64_t> m_asked;  ///< whether that one is to be dropped

    QLabel *m_hint, *m_question;
    QListWidget *m_list;
    QPushButton *m_drop, *m_yes, *m_no;
};

}  // namespace lineside
