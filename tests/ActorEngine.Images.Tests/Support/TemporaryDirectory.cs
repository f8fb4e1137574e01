using ActorEngine.Linux;

namespace ActorEngine.Images.Tests;

/// <summary>A directory that goes with the test, whatever was unpacked in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("images-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Make(string name) => Directory.CreateDirectory(this[name]).FullName;

    public void Dispose() => TreeRemoval.Remove(Path);
}
