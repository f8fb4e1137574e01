using System.Diagnostics;
using System.Text;

namespace ActorEngine.EndToEnd.Tests.Harness;

/// <summary>What a finished program printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public string Text => Output.TrimEnd('\n');

    /// <summary>The output, or a failure that shows all that the program said.</summary>
    public string Expect(int exitCode = 0)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} instead of {exitCode}\nstdout: {Output}\nstderr: {Error}");
        return Text;
    }
}

/// <summary>A running program with its output collected.</summary>
internal sealed class Command : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly Task _readers;

    /// <param name="program">Found along the path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Added to this process's own.</param>
    /// <param name="reads">Off: what it writes is never taken, as by somebody who has gone for lunch.</param>
    public Command(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, bool reads = true)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        _readers = Task.WhenAll(reads ? Collect(_process.StandardOutput, _output) : Task.CompletedTask, Collect(_process.StandardError, _error));
    }

    public int Pid => _process.Id;

    /// <summary>Bytes that it has written to anything.</summary>
    public long Written => long.Parse(File.ReadLines($"/proc/{Pid}/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal))[6..]);

    public bool HasExited => _process.HasExited;

    public string Output { get { lock (_output) return _output.ToString(); } }

    public string Error { get { lock (_error) return _error.ToString(); } }

    public StreamWriter Input => _process.StandardInput;

    public void Kill() => _process.Kill();

    public async Task<CommandResult> Finished(int seconds = 60)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(bound.Token);
            await _readers.WaitAsync(bound.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end within {seconds} s\nstdout: {Output}\nstderr: {Error}");
        }
        return new CommandResult(_process.ExitCode, Output, Error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    public static async Task<CommandResult> Run(string program, params string[] arguments)
    {
        using var command = new Command(program, arguments);
        command.Input.Close();
        return await command.Finished();
    }

    private static async Task Collect(StreamReader reader, StringBuilder into)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer) is var count and > 0)
            lock (into)
                into.Append(buffer, 0, count);
    }
}
