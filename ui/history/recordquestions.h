// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/recordquestion.h"
#include "lineside/result.h"
#include "lineside/snapshot.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class EngineBridge;

/// Two questions: which models judged from one time to another, which the history answers at once and the record with how many parts, and which lots a model judged. UI thread only.
class RecordQuestions : public QWidget {
    Q_OBJECT

public:
    /// `event`: as in JudgedThen. `catchUp`: called before it is asked for an answer, so that none is from old events.
    RecordQuestions(EngineBridge &bridge, std::function<const HistoryEvent *(int)> event, std::function<void()> catchUp, QWidget *parent = nullptr);

    void setStation(const QString &id);  ///< empty: all of them
    /// The events may be others now.
    void refresh();

    bool typing() const;
    void clearTyped();  ///< the field that is typed into
    void showEvents();  ///< no model's lots any more
    QWidget *last() const;  ///< in the order of Tab
    QList<QWidget *> lists() const;

signals:
    /// The lots that were asked for; null: none are.
    void lotsAnswered(const lineside::RecordAnswer *answer);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fit();
    void offerModels();
    void showJudged();
    void askJudged();
    void askLots();
    /// From when to when is asked; empty: what was typed is no such time, and `m_answer` says so.
    std::optional<std::pair<WallTime, WallTime>> range();
    QString partsAt(const StationSnapshot &station) const;

    EngineBridge &m_bridge;
    const std::function<const HistoryEvent *(int)> m_event;
    const std::function<void()> m_catchUp;
    QString m_station;
    QLabel *m_fromLabel, *m_toLabel, *m_answer, *m_lotsLabel, *m_lotsAnswer;
    QLineEdit *m_from, *m_to;
    QPushButton *m_show;
    QComboBox *m_model;
    std::vector<std::pair<QString, QString>> m_models;  ///< that are offered
    std::set<ModelId> m_told;        ///< models that events name
    std::uint64_t m_newestEvent = 0; ///< of those that were looked at for that
    QTimer m_pause;            ///< after the last key, before the record is asked
    bool m_asked = false;      ///< by the button: the last hour, where nothing is typed
    std::uint64_t m_question = 0, m_lotsQuestion = 0;  ///< the newest: older answers are left out
    std::optional<Result<RecordAnswer>> m_parts;       ///< of m_question; empty: not answered yet
    bool m_waiting = false;
};

}  // namespace lineside
