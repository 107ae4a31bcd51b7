package io.decant.backend.cuda.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresetsTest {
  @Test
  void theVersionNamesToolkitAndNetworkLibrary() {
    assertEquals(
        Optional.of(new Presets("13.1-9.19-1.5.13", 13, 9)), Presets.parse("13.1-9.19-1.5.13"));
    assertEquals(
        Optional.of(new Presets("12.9-9.10-1.5.12", 12, 9)), Presets.parse("12.9-9.10-1.5.12"));
    assertEquals(Optional.empty(), Presets.parse("1.5.13"));
    assertEquals(Optional.empty(), Presets.parse(""));
  }

  @Test
  void theOnesOnThisClassPathAreThoseOfTheDocumentation() {
    assertEquals(Optional.of(Presets.BUILT_WITH), Presets.on(ClassPath.own()));
  }

  @Test
  void filesAreNamedByMajorVersions() {
    Presets twelve = new Presets("12.9-9.10-1.5.12", 12, 9);
    assertEquals(List.of("libcublasLt.so.12", "libcublas.so.12"), CudaLibrary.CUBLAS.files(twelve));
    assertEquals(
        List.of(
            "libcudnn_graph.so.9", "libcudnn_ops.so.9", "libcudnn_cnn.so.9", "libcudnn_adv.so.9"),
        CudaLibrary.CUDNN.files(twelve));
  }

  @Test
  void remediesNameClassifierAndPackage() {
    assertEquals(
        "add org.bytedeco:cuda:13.1-9.19-1.5.13:linux-x86_64-redist-cudnn to the class path, or"
            + " install it, on Debian and Ubuntu libcudnn9-cuda-13 from NVIDIA's repository",
        CudaLibrary.CUDNN.remedy(Presets.BUILT_WITH, "linux-x86_64"));
  }
}
