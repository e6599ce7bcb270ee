// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QString>

#include <algorithm>
#include <cmath>

namespace lineside {

/// Takes what a field of numbers shows, where it shows another value than the one in force would be shown as: neither a rounded nor
/// a limited display is an edit. `value` × `scale` is what is shown. UI thread only.
inline void takeShown(const QDoubleSpinBox &field, double &value, double scale = 1)
{
    const double rounded = QString::number(value * scale, 'f', field.decimals()).toDouble();
    if (std::abs(field.value() - std::clamp(rounded, field.minimum(), field.maximum())) > 1e-9)
        value = field.value() / scale;
}

/// A whole number, as far as the field goes.
template <class Whole>
int shownAs(const QSpinBox &field, Whole value)
{
    return static_cast<int>(std::clamp(value, static_cast<Whole>(field.minimum()), static_cast<Whole>(field.maximum())));
}

template <class Whole>
void takeShown(const QSpinBox &field, Whole &value)
{
    if (field.value() != shownAs(field, value))
        value = static_cast<Whole>(field.value());
}

}  // namespace lineside
