/** What of CUDA is on this machine, found without loading what could end the process. Internal. */
@NullMarked
package io.decant.backend.cuda.platform;

import org.jspecify.annotations.NullMarked;
