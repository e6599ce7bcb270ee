// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside::demo {

/// Distance from (x, y) to the nearest stroke of `word`, in heights of a letter: the word stands on y = 1, its letters
/// reach up to y = 0 and it is centred on x = 0. Only the letters that the demo's labels need exist (A D E L M N O Q R
/// S U V); others are blank.
float distanceToWord(const char *word, float x, float y);

/// The width of `word` in heights of a letter.
float widthOfWord(const char *word);

}  // namespace lineside::demo
