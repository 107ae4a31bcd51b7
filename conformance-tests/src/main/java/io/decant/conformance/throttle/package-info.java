/**
 * A device on a virtual clock: {@link io.decant.conformance.throttle.ThrottledDevice} makes any
 * device as slow as one likes, so that what overlaps with what can be tested without a GPU, and
 * gives the same figures each time. Around a {@link io.decant.conformance.throttle.NullDevice}, big
 * nets take neither memory nor time. {@link io.decant.conformance.throttle.OpRecorder} measures how
 * long operators take on a real device, {@link io.decant.conformance.throttle.RecordedTimes} keeps
 * that.
 */
@NullMarked
package io.decant.conformance.throttle;

import org.jspecify.annotations.NullMarked;
