namespace ActorEngine.Kernel.Tests.Persistence;

/// <summary>The event and the command of these tests.</summary>
public sealed record Note(string Text);

public sealed record Notes(IReadOnlyList<string> Texts);

public sealed record Ask
{
    public static readonly Ask State = new();
}
