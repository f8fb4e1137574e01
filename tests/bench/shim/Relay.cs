using System.Diagnostics;
using System.Text;
using ActorEngine.Logs;

namespace ShimFigures;

/// <summary>The way from the container's write to the log file, the same work through the shim and through conmon.</summary>
internal static class Relay
{
    private const int Megabytes = 512;

    public static async Task PrintAsync(string program, Place place)
    {
        string lines = place.FilePath("lines"), blocks = place.FilePath("blocks");
        Fill(lines, Encoding.ASCII.GetBytes(new string('x', 99) + "\n"));
        Fill(blocks, Encoding.ASCII.GetBytes(new string('x', 100)));
        foreach ((string what, string command) in ((string, string)[])[("lines of 100 bytes", $"cat {lines}"), ("64 KB blocks", $"dd if={blocks} bs=64k 2>/dev/null")])
        {
            double ours = await ShimRateAsync(program, place, command, report: what);
            double theirs = File.Exists("/usr/bin/conmon") ? await ConmonRateAsync(place, command) : 0;
            string ratio = theirs > 0 ? $"conmon {theirs,6:F0} MB/s, ratio {ours / theirs:F1}" : "conmon is not installed";
            Console.WriteLine($"relay, {what,-22} {ours,8:F0} MB/s; {ratio}");
        }

        File.Delete(lines);
        File.Delete(blocks);
    }

    private static async Task<double> ShimRateAsync(string program, Place place, string command, string report)
    {
        string name = "relay" + Guid.NewGuid().ToString("N");
        await using Shim shim = await Shim.LaunchAsync(program, place, name);
        long start = Stopwatch.GetTimestamp();
        await shim.StartAsync(command);
        await shim.ExitAsync();
        double rate = Megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        (int dirty, _, int threads, _) = shim.Weigh();
        Console.WriteLine($"memory after {report,-18} {dirty,5} KB private dirty, {threads} threads");
        await ReadAsync(shim.LogDirectory, report);
        Directory.Delete(shim.LogDirectory, recursive: true);
        return rate;
    }

    private static async Task ReadAsync(string directory, string report)
    {
        using var reader = new LogReader(directory, new LogQuery());
        long start = Stopwatch.GetTimestamp();
        long bytes = 0;
        while (await reader.ReadChunkAsync() is { } chunk) bytes += chunk.Data.Length;
        double rate = bytes / 1048576.0 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"reading raw, {report,-16} {rate,8:F0} MB/s of {bytes / 1048576} MB");
    }

    private static async Task<double> ConmonRateAsync(Place place, string command)
    {
        string work = place.MakeDirectory("conmon");
        string runtime = Path.Combine(work, "runtime");
        File.WriteAllText(runtime, $"""
            #!/bin/sh
            while [ $# -gt 0 ]; do case "$1" in --pid-file) pid="$2";; esac; shift; done
            setsid sh -c '{command}' &
            echo $! > "$pid"
            """);
        File.SetUnixFileMode(runtime, (UnixFileMode)0x1C0);
        string exits = place.MakeDirectory("conmon", "exits");
        long start = Stopwatch.GetTimestamp();
        using (var conmon = Process.Start("/usr/bin/conmon",
            ["--cid", "relay", "--cuuid", "relay", "--name", "relay", "--runtime", runtime, "--bundle", work, "--container-pidfile", work + "/pid",
             "--log-path", $"k8s-file:{work}/log", "--exit-dir", exits, "--socket-dir-path", work]))
            await conmon.WaitForExitAsync();
        while (!File.Exists(Path.Combine(exits, "relay"))) await Task.Delay(1);
        double rate = Megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Directory.Delete(work, recursive: true);
        return rate;
    }

    private static void Fill(string path, byte[] pattern)
    {
        byte[] megabyte = new byte[pattern.Length * 10486];
        for (int at = 0; at < megabyte.Length; at += pattern.Length) pattern.CopyTo(megabyte, at);
        using FileStream file = File.Create(path);
        for (long left = Megabytes * 1048576L; left > 0; left -= megabyte.Length) file.Write(megabyte, 0, (int)Math.Min(left, megabyte.Length));
    }
}
