/** Where stored audio goes: content-addressed, by what the bytes are and never by what they say. */
@NullMarked
package dev.trunkline.recordings.audio;

import org.jspecify.annotations.NullMarked;
