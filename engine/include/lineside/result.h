// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/refusal.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace lineside {

/// The few kinds of trouble that callers act on differently. Everything finer is in `Error::detail`.
enum class ErrorCode {
    InvalidInput,  ///< the bytes or values given are not what they must be
    Unsupported,   ///< well formed, but of a kind that Lineside does not take
    NotFound,      ///< no such file, station or version
    Busy,          ///< in use now; try again or stop the use first
    OutOfMemory,   ///< would not fit, or did not fit
    Io,            ///< the disk, the network or a device said no
    Cancelled,     ///< the operator cancelled
    Internal,      ///< a run-time library misbehaved
    DiskFull,      ///< no space left, or over the quota
    NotReady,      ///< the model is not loaded and offered where it is to run
    ReasonMissing, ///< the station asks why a model goes on air
    NotAllowed,     ///< whoever asks is not of the role that may; `detail` is the word of the role that is needed
    SignatureMissing, ///< the station asks that whoever puts a model on air signs for it
    VerdictMissing, ///< the station asks for a verdict that the model is at least as good, or for who answers for it and why
};

/// A stable, lower-case name for logs and JSON, e.g. "invalid_input".
const char *toString(ErrorCode code) noexcept;

/// Why something was not done. `detail` is for engineers and logs: it is never shown untranslated as a whole sentence.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string detail;
    std::optional<Refusal> refusal = std::nullopt;  ///< where it was a model that was not taken: why
};

/// A value or the reason why there is none. `value()` requires `ok()`, `error()` requires `!ok()`. Value type.
template <class T, class E = Error>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit on purpose
    Result(E error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool ok() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }

    T &value() & { return std::get<0>(m_state); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    const E &error() const { return std::get<1>(m_state); }

    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }

private:
    std::variant<T, E> m_state;
};

/// Success without a value, or the reason for the lack of it.
template <class E>
class [[nodiscard]] Result<void, E> {
public:
    Result() = default;
    Result(E error) : m_error(std::move(error)), m_ok(false) {}

    bool ok() const noexcept { return m_ok; }
    explicit operator bool() const noexcept { return m_ok; }
    const E &error() const { return m_error; }

private:
    E m_error{};
    bool m_ok = true;
};

}  // namespace lineside
