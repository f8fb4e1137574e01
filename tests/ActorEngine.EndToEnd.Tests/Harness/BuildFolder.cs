namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>A directory that is built from.</summary>
internal sealed class BuildFolder(Engine engine) : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("build-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
    }

    /// <summary>Builds it with this Dockerfile.</summary>
    public Task<CommandResult> Build(string dockerfile, params string[] arguments)
    {
        Write("Dockerfile", dockerfile);
        return engine.Cli(["build", .. arguments, Path]);
    }

    /// <summary>Builds it with this Dockerfile; what was said of it.</summary>
    public async Task<string> Built(string dockerfile, params string[] arguments)
    {
        var result = await Build(dockerfile, arguments);
        result.Expect();
        return result.Error;
    }

    /// <summary>What the last instruction, a RUN, printed.</summary>
    public async Task<string> Says(string dockerfile, params string[] arguments)
    {
        string[] lines = (await Built(dockerfile, [.. arguments, "--no-cache", "--progress", "plain"])).Split('\n');
        int last = Array.FindLastIndex(lines, line => line.Contains("] RUN ", StringComparison.Ordinal));
        string number = lines[last].Split(' ')[0] + " ";
        return string.Join('\n', lines[(last + 1)..].Where(line => line.StartsWith(number, StringComparison.Ordinal) && char.IsAsciiDigit(line[number.Length])).Select(line => line.Split(' ', 3)[2]));
    }
}
