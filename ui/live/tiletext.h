// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"
#include "live/stationpicture.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <vector>

namespace lineside {

/// What a tile says about one station, in words and a few kinds, computed from the snapshot alone: the same for the tile,
/// for the station page and for screen readers. UI thread only.
struct TileText {
    Q_DECLARE_TR_FUNCTIONS(TileText)

public:
    enum class Picture {
        None,   ///< nothing received yet
        Live,
        Stale,  ///< the last picture, greyed and hatched: it is not what the camera sees now
    };
    enum class Tone { Idle, Fail, Amber, Red, Unknown };

    struct Figure {
        QString label, value;
        QString widest;  ///< the longest value expected, so that nothing moves when values change
    };

    QString name;
    QString chip;        ///< "line-v2 since 13:05"
    QString briefChip;   ///< "line-v2", where there is no room for since when
    QString shadowChip;  ///< "shadow line-v3"; empty: none
    QChar letter;        ///< device state after NE 107: F, C, S or M; null: in order
    Verdict verdict = Verdict::Unknown;
    QString word;        ///< "PASS"
    Tone tone = Tone::Unknown;
    QString note;        ///< in the band, beside the word
    bool noteIsWarning = false;
    Picture picture = Picture::Live;
    QString message;     ///< over the picture; empty: none
    QString age;         ///< of the last picture, where it is stale: "12 s old", "same picture 40 ×"
    QString why;         ///< what makes the tile amber or red, where the picture is live; must be read without a click
    bool boxes = false;  ///< boxes may be drawn
    std::optional<double> progress;  ///< of a candidate, 0…1
    QString strip;       ///< along the top of the picture: a candidate's step, a model that stopped; empty: none
    double rejectRate = 0, rejectLimit = 0;
    std::vector<Figure> figures;
    QString accessible;  ///< "Station 2, PASS, line-v2, running, 30 of 30 per second"

    /// `heldFail`: a rejected part was shown less than a second ago.
    static TileText describe(const StationSnapshot &station, const EngineSnapshot &snapshot, const PictureTimes &pictures,
                             SteadyTime now, bool heldFail);

    /// The last model that stopped by itself at this station, as long as nobody has chosen another since; null: none.
    static const HistoryEvent *stopped(const StationSnapshot &station, const EngineSnapshot &snapshot);
    static QString noModelWord() { return tr("NO MODEL"); }

private:
    void describeSource(const StationSnapshot &s, const PictureTimes &pictures, SteadyTime now);
    static QString offline(SourceKind kind);
    void describeVerdict(const StationSnapshot &s, const PictureTimes &pictures, bool heldFail);
    void describePart(const StationSnapshot &s);
    void describeTrouble(const StationSnapshot &s, const EngineSnapshot &snapshot);
    void describeCandidate(const StationSnapshot &s, const EngineSnapshot &snapshot);
    void describeFigures(const StationSnapshot &s);
};

}  // namespace lineside
