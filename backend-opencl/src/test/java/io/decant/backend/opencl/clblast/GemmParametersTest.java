package io.decant.backend.opencl.clblast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GemmParametersTest {
  private static final String VALID =
      "GEMMK=0,KREG=1,KWG=16,KWI=2,MDIMA=8,MDIMC=8,MWG=64,NDIMB=8,NDIMC=8,NWG=32,SA=1,SB=1,"
          + "STRM=0,STRN=1,VWM=4,VWN=2";

  @Test
  void partsOfClBlastGetWhatIsTheirs() {
    Map<String, Map<String, Long>> own =
        GemmParameters.parse(VALID + ", XGEMM_MIN_INDIRECT_SIZE=96").replacements();
    assertEquals(Map.of("XGEMM_MIN_INDIRECT_SIZE", 96L), own.get("GemmRoutine"));
    Map<String, Long> xgemm = own.get("Xgemm");
    assertEquals(16, xgemm.size());
    assertEquals(64, xgemm.get("MWG"));
    assertEquals(
        Map.of("GemmRoutine", Map.of("XGEMM_MIN_INDIRECT_SIZE", 8L)),
        GemmParameters.parse("XGEMM_MIN_INDIRECT_SIZE=8").replacements());
  }

  @Test
  void temporaryMatricesAreWholeTiles() {
    long elements = GemmParameters.parse(VALID).temporaryElements(65, 32, 17);
    assertEquals(128 * 32 + 128 * 32 + 32 * 32, elements);
    assertEquals(
        256 * 256 + 256 * 64 + 64 * 256, GemmParameters.OF_CLBLAST.temporaryElements(1, 1, 1));
  }

  @Test
  void whatTheKernelWouldMiscomputeIsRefused() {
    refused("", "not of the form NAME=NUMBER");
    refused("MWG=-8", "not of the form NAME=NUMBER");
    refused("MWG=64", "needed are [GEMMK, KREG, KWG");
    refused(VALID + ",WGD=8", "needed are [GEMMK, KREG, KWG");
    refused(VALID.replace("VWM=4", "VWM=0"), "VWM=0 is out of range");
    refused(VALID.replace("MWG=64", "MWG=512"), "MWG=512 is out of range");
    refused(VALID.replace("KWG=16", "KWG=128"), "KWG=128 is out of range");
    refused(VALID.replace("SA=1", "SA=2"), "SA=2 is out of range");
    refused(VALID.replace("GEMMK=0", "GEMMK=1"), "only GEMMK=0 with KREG=1 is supported");
    refused(VALID.replace("MWG=64", "MWG=48"), "MWG must be a multiple of MDIMC * VWM");
    refused(VALID.replace("NDIMB=8", "NDIMB=32"), "NWG must be a multiple of NDIMB * VWN");
    refused(VALID.replace("KWI=2", "KWI=3"), "KWG must be a multiple of KWI");
    refused(VALID.replace("KWG=16", "KWG=4"), "KWG must be a multiple of MDIMC * NDIMC / MDIMA");
  }

  private static void refused(String text, String why) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> GemmParameters.parse(text)).getMessage();
    assertTrue(message.startsWith("decant.opencl.gemm_parameters is '" + text + "': "), message);
    assertTrue(message.contains(why), message);
  }
}
