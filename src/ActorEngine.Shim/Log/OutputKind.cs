namespace ActorEngine.Shim.Log;

/// <summary>Which of its streams a process wrote to. A terminal counts as output.</summary>
internal enum OutputKind : byte
{
    Output = 1,
    Error = 2,
}
