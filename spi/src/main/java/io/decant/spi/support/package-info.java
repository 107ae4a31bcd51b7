/**
 * What backends are made of: the parts that have nothing to do with a particular device. Nothing in
 * the other packages needs them; a backend may use them or have its own.
 *
 * <ul>
 *   <li>{@link io.decant.spi.support.MemoryChecks}, {@link io.decant.spi.support.Owned}: what every
 *       call checks before anything native sees its arguments.
 *   <li>{@link io.decant.spi.support.OwningDevice}: a device that knows what it made; {@link
 *       io.decant.spi.support.HostDevice}: one whose memory is the host's.
 *   <li>{@link io.decant.spi.support.OwnedSlab}: memory that is closed while it is in use.
 *   <li>{@link io.decant.spi.support.ForwardingDevice}: a device around another one.
 *   <li>{@link io.decant.spi.support.MemoryBudget}: the context's memory limit.
 *   <li>{@link io.decant.spi.support.Handle}: native objects that one thread closes while another
 *       uses them.
 *   <li>{@link io.decant.spi.support.Completions}: the actions of events.
 *   <li>{@link io.decant.spi.support.ProgramCache}: compiled programs on disk.
 *   <li>{@link io.decant.spi.support.LinuxLibraries}: what is certain not to be installed, found
 *       without loading it.
 *   <li>{@link io.decant.spi.support.JavaCppFolder}, {@link io.decant.spi.support.LibraryFolder}:
 *       where JavaCPP, and where JOCL and JCuda unpack native libraries.
 * </ul>
 */
@NullMarked
package io.decant.spi.support;

import org.jspecify.annotations.NullMarked;
