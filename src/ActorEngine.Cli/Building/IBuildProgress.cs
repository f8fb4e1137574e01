using ActorEngine.Contracts;

namespace ActorEngine.Cli.Building;

/// <summary>Shows how a build goes.</summary>
internal interface IBuildProgress
{
    void On(BuildStep step);

    void On(BuildOutput output);

    /// <summary>The build is over.</summary>
    void Finish();
}

/// <summary>Shows nothing until a step fails; then what it said last.</summary>
internal sealed class QuietProgress(Action<string> write) : IBuildProgress
{
    private readonly FailureLog failures = new();

    public void On(BuildStep step) => failures.On(step);

    public void On(BuildOutput output) => failures.On(output);

    public void Finish() => write(failures.Text());
}
