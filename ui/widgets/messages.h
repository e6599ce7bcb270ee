// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"
#include "lineside/result.h"
#include "lineside/snapshot.h"

#include <QString>

namespace lineside {

/// The operator's sentences for what the engine says in codes, each in three parts: what happened, with names and
/// numbers; what still runs; what to do next. The code stands small at the end, for support.
/// `file`: name of the offered file. `station`: shown name, empty for an import. `runningModel`: "line-v2", empty where
/// none judges. UI thread only.
QString refusalSentence(const Refusal &refusal, const QString &file, const QString &station, const QString &runningModel);

/// Why a file was not taken, in a few words for a table cell: "Labels differ".
QString refusalWords(RefusalReason reason);

/// Why a command was not carried out. `station`: shown name, empty where it was for none. `runningModel`: as above.
QString errorSentence(const Error &error, const QString &station = {}, const QString &runningModel = {});

/// "L-204"
QString refusalCode(RefusalReason reason);
QString errorCode(ErrorCode code);
QString sourceCode(SourceState state);  ///< empty where nothing is wrong

}  // namespace lineside
