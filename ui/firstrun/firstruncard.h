// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QFrame>

#include <array>

class QComboBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace lineside {

class EngineBridge;
class SampleFileIcon;

/// The first run on one card: what is running, and the four steps of changing a model, each ticked when it was done.
/// Closing it loses nothing; it comes back under Keys. UI thread only.
class FirstRunCard : public QFrame {
    Q_OBJECT

public:
    enum Step { Drag, Compare, Promote, RollBack, StepCount };

    explicit FirstRunCard(EngineBridge &bridge, QWidget *parent = nullptr);

    /// The weight file to drag, made for the demo line; a card without one asks for a file of the reader's own.
    void setSampleFile(const QString &path);
    bool done(Step step) const { return m_done[step]; }
    bool allDone() const;
    /// What the card needs, and never more than there is.
    QSize sizeFor(const QSize &room) const;
    QSize sizeHint() const override;

signals:
    void closed();
    void languageChosen(const QString &code);

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Line {
        QLabel *sign = nullptr;
        QLabel *text = nullptr;
    };
    void build();
    void retranslate();
    void takeSnapshot();
    void showSample();
    void showSteps();
    void importSample();

    EngineBridge &m_bridge;
    bool m_demo = false;       ///< every station shows the demo line
    std::uint64_t m_from = 0;  ///< events up to this one happened before the card
    std::array<bool, StepCount> m_done{};
    std::array<Line, StepCount> m_lines{};
    QWidget *m_content;
    QLabel *m_title, *m_text, *m_end;
    SampleFileIcon *m_sample;
    QPushButton *m_import;
    QToolButton *m_close;
    QComboBox *m_language;
};

}  // namespace lineside
