// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "actions/transition.h"

#include <QWidget>


class QLabel;
class QVBoxLayout;

namespace lineside {

class EngineBridge;
class TransitionButton;

/// What stands between preview and on air: the transition button of a station, the words under it, and further buttons. Keeps
/// its width whatever they say. UI thread only.
class TransitionColumn : public QWidget {
    Q_OBJECT

public:
    /// `buttonName`: object name of the transition button.
    TransitionColumn(EngineBridge &bridge, QString buttonName, QWidget *parent = nullptr);

    /// A button of its own for each station: a press that began for one does nothing at another.
    void setStation(const StationId &station);
    void addBelow(QWidget *widget);
    /// `words`: what is read under the button; why it does nothing, where it does nothing.
    void show(const Transition &transition, const QString &words);
    /// Room for so many characters, but a third of that page at most: the pictures need the rest.
    void fitInto(int pageWidth, int characters = 34);
    TransitionButton *button() const { return m_button; }  ///< null before the first station

signals:
    void reviewRequested(const lineside::StationId &station);

private:
    void fitWords();

    EngineBridge &m_bridge;
    const QString m_buttonName;
    QVBoxLayout *m_layout;
    QLabel *m_words;
    TransitionButton *m_button = nullptr;
    QWidget *m_firstBelow = nullptr;
    StationId m_station;
};

}  // namespace lineside
