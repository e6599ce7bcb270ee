// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QScrollArea>

#include <vector>

class QLabel;

namespace lineside {

/// All that is known of one version: facts, where it is used, what was checked and what came of it, what happened to
/// it. UI thread only.
class ModelDetails : public QScrollArea {
    Q_OBJECT

public:
    enum class Outcome { Good, Bad, Open };  ///< ✓ ✕ –
    struct Check {
        Outcome outcome;
        QString text;
    };

    explicit ModelDetails(QWidget *parent = nullptr);

    /// Null: says that nothing is selected.
    void show(const ModelSnapshot *model, const EngineSnapshot &snapshot);
    /// What can be said of the model now, against every station's contract.
    static std::vector<Check> checks(const ModelSnapshot &model, const EngineSnapshot &snapshot);

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Kind { Title, Heading, Text, Fact };
    struct Block {
        Kind kind;
        QString text;
        QString value;  ///< of a fact
        bool operator==(const Block &) const = default;
    };
    static std::vector<Block> describe(const ModelSnapshot &model, const EngineSnapshot &snapshot);
    void build();
    void write(std::size_t block);
    void fitWidth();

    /// What shows a block.
    struct Row {
        QLabel *text;
        QLabel *value;  ///< of a fact, else null
    };
    std::vector<Block> m_blocks;
    std::vector<Row> m_rows;
};

}  // namespace lineside
