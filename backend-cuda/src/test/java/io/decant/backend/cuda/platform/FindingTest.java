package io.decant.backend.cuda.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingTest {
  private static final String PLATFORM = "linux-x86_64";
  private static final String NATIVES = "jars/org/bytedeco/cuda/" + PLATFORM + "/";

  @TempDir Path root;

  @Test
  void withoutThePresets() throws IOException {
    assertEquals(
        "org.bytedeco:cuda is not on the class path; add it", find(CudaLibrary.CUDNN).missing());
  }

  @Test
  void withoutTheirNativePart() throws IOException {
    presets();
    assertEquals(
        "org.bytedeco:cuda:13.1-9.19-1.5.13:linux-x86_64 is not on the class path; add it",
        find(CudaLibrary.CUDNN).missing());
  }

  @Test
  void withoutTheLibrary() throws IOException {
    presets();
    make(NATIVES + "libjnicudnn.so");
    make("usr/lib64/libcudnn_graph.so.9");
    String missing = find(CudaLibrary.CUDNN).missing();
    assertTrue(
        missing.startsWith(
            "there is no libcudnn_ops.so.9 on this machine; add"
                + " org.bytedeco:cuda:13.1-9.19-1.5.13:linux-x86_64-redist-cudnn"),
        missing);
  }

  @Test
  void onTheMachine() throws IOException {
    presets();
    make(NATIVES + "libjnicublas.so");
    Path light = make("usr/lib64/libcublasLt.so.13");
    Path full = make("usr/lib64/libcublas.so.13");
    Finding finding = find(CudaLibrary.CUBLAS);
    assertEquals("", finding.missing());
    assertEquals(List.of(light, full), finding.files());
    assertTrue(finding.jars().contains(root.resolve("jars")), finding.toString());
    assertTrue(finding.place().startsWith("cuBLAS "), finding.place());
  }

  /** NVRTC opens them by their name when it compiles, and does not look beside itself. */
  @Test
  void theCompilersBuiltInFunctionsAreLoadedBeforeIt() throws IOException {
    presets();
    make(NATIVES + "libjninvrtc.so");
    Path runtime = make("usr/lib64/libcudart.so.13");
    Path compiler = make("usr/local/cuda-13.0/lib64/libnvrtc.so.13");
    Path builtins = make("usr/local/cuda-13.0/lib64/libnvrtc-builtins.so.13.0");
    make("usr/local/cuda-13.0/lib64/libnvrtc-builtins.so.12.9");
    make("usr/local/cuda-13.0/lib64/libnvrtc-builtins.alt.so.13.0");
    assertEquals(List.of(runtime, builtins, compiler), find(CudaLibrary.NVRTC).files());
  }

  @Test
  void inAJarThatBringsIt() throws IOException {
    presets();
    make(NATIVES + "libjnicublas.so");
    make(NATIVES + "libcublas.so.13");
    Finding finding = find(CudaLibrary.CUBLAS);
    assertEquals("", finding.missing());
    assertEquals(List.of(), finding.files());
    assertEquals("cuBLAS of " + root.resolve("jars"), finding.place());
  }

  private Finding find(CudaLibrary library) throws IOException {
    Files.createDirectories(root.resolve("jars"));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url(root.resolve("jars"))}, null)) {
      return Finding.of(library, new ClassPath(loader), new LibrarySearch(root, ""), PLATFORM);
    }
  }

  private static URL url(Path folder) throws MalformedURLException {
    return folder.toUri().toURL();
  }

  private void presets() throws IOException {
    Files.writeString(
        make("jars/META-INF/maven/org.bytedeco/cuda/pom.properties"), "version=13.1-9.19-1.5.13");
  }

  private Path make(String file) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.createFile(path);
  }
}
