/**
 * Matrix products by CLBlast, through JOCLBlast: a jar that may be absent, with native libraries
 * for some systems only. Nothing else of the backend mentions JOCLBlast's classes. Internal.
 */
@NullMarked
package io.decant.backend.opencl.clblast;

import org.jspecify.annotations.NullMarked;
