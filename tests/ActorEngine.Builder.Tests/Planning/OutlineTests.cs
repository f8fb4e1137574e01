namespace ActorEngine.Builder.Tests;

public sealed class OutlineTests
{
    [Fact]
    public void An_outline_has_the_instructions_of_needed_stages_in_the_order_of_the_file()
    {
        Dockerfile file = Dockerfile.Parse("Dockerfile", """
            ARG before=1
            FROM scratch AS unneeded
            COPY x /
            FROM scratch AS first
            COPY a /
            ENV A=b
            WORKDIR /w
            FROM first
            RUN --mount=type=cache,target=/c \
                make
            CMD ["x"]
            """);
        Plan plan = Planner.Make(file, new PlanOptions { Platform = Platform.Local }, _ => null).Plan!;
        Assert.Equal(
        [
            new PlannedInstruction(1, "FROM scratch AS first", null),
            new PlannedInstruction(1, "COPY a /", 0),
            new PlannedInstruction(1, "ENV A=b", null),
            new PlannedInstruction(1, "WORKDIR /w", 1),
            new PlannedInstruction(2, "FROM first", 1),
            new PlannedInstruction(2, plan.Outline[5].Text, 2),
            new PlannedInstruction(2, "CMD [\"x\"]", null),
        ],
        plan.Outline);
        Assert.StartsWith("RUN --mount=type=cache,target=/c", plan.Outline[5].Text);
    }
}
