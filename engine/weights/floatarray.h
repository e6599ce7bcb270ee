// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace lineside {

/// Numbers that do not change: its own, or a part of something that it keeps alive, such as a mapped file. Shared, never copied. Thread-safe.
class FloatArray {
public:
    explicit FloatArray(std::vector<float> values) : m_own(std::move(values)), m_values(m_own) {}
    /// `owner` holds the memory of `values`.
    FloatArray(std::span<const float> values, std::shared_ptr<const void> owner) : m_owner(std::move(owner)), m_values(values) {}
    FloatArray(const FloatArray &) = delete;
    FloatArray &operator=(const FloatArray &) = delete;

    const float *data() const noexcept { return m_values.data(); }
    std::size_t size() const noexcept { return m_values.size(); }
    float front() const noexcept { return m_values.front(); }
    bool empty() const noexcept { return m_values.empty(); }
    auto begin() const noexcept { return m_values.begin(); }
    auto end() const noexcept { return m_values.end(); }
    float operator[](std::size_t i) const noexcept { return m_values[i]; }

    std::vector<float> copy() const { return {m_values.begin(), m_values.end()}; }

private:
    const std::vector<float> m_own;
    const std::shared_ptr<const void> m_owner;
    const std::span<const float> m_values;
};

}  // namespace lineside
