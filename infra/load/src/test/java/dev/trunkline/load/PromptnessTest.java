package dev.trunkline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.load.Verdict.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptnessTest {

  @Test
  void aStageMayBeBehindForFiveMinutes() {
    List<Stage> stages = List.of(new Stage("normalizer", 900, 300), new Stage("pulls", 0, 0));

    assertThat(Promptness.judge(stages).violations()).isEmpty();
  }

  @Test
  void aStageThatIsBehindForLongerIsNamed() {
    List<Stage> stages = List.of(new Stage("normalizer", 3, 301), new Stage("pulls", 0, 0));

    assertThat(Promptness.judge(stages).violations())
        .containsExactly("stage normalizer has 3 records to read, the oldest for 301 s");
    assertThat(Promptness.judge(stages).checked()).isEqualTo(2);
  }
}
