using System.Diagnostics;
using System.Text;
using ActorEngine.Logs;

namespace ShimFigures;

/// <summary>
/// The way from the container's write to the log file: the same work through the shim, through conmon, and through a bare pipe into a file.
/// Rounds alternate after one that is not counted, since a page that the machine has never used costs many times one that it has.
/// </summary>
internal static class Relay
{
    private const int Megabytes = 512, Rounds = 5;

    public static async Task PrintAsync(string program, Place memory, Place disk)
    {
        string lines = memory.FilePath("lines"), blocks = memory.FilePath("blocks");
        Fill(lines, Encoding.ASCII.GetBytes(new string('x', 99) + "\n"));
        Fill(blocks, Encoding.ASCII.GetBytes(new string('x', 100)));
        foreach ((string where, Place place) in ((string, Place)[])[("memory", memory), ("disk", disk)])
        {
            await CompareAsync(program, place, $"lines of 100 bytes to {where}", $"cat {lines}");
            await CompareAsync(program, place, $"64 KB blocks to {where}", $"dd if={blocks} bs=64k 2>/dev/null");
        }

        File.Delete(lines);
        File.Delete(blocks);
    }

    private static async Task CompareAsync(string program, Place place, string what, string command)
    {
        bool compared = File.Exists("/usr/bin/conmon");
        List<double> ours = [], theirs = [], bare = [];
        int heaviest = 0;
        for (int round = 0; round <= Rounds; round++)
        {
            (double rate, int dirty) = await ShimRateAsync(program, place, command, read: round == Rounds ? what : null);
            heaviest = Math.Max(heaviest, dirty);
            double conmon = compared ? await ConmonRateAsync(place, command) : 0, pipe = await BareRateAsync(place, command);
            if (round == 0) continue;
            ours.Add(rate);
            theirs.Add(conmon);
            bare.Add(pipe);
        }

        string Beside(List<double> rates) => compared ? $"{Median(rates),6:F0} MB/s, {Median(rates) / Median(theirs):F1} times conmon's" : $"{Median(rates),6:F0} MB/s";
        Console.WriteLine($"relay, {what,-28} {Beside(ours)} {(compared ? $"{Median(theirs):F0}" : "(conmon is not installed)")}, at most {heaviest} KB");
        Console.WriteLine($"  the floor: cat, no records  {"",8} {Beside(bare)}");
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);

    private static async Task<(double Rate, int PrivateDirty)> ShimRateAsync(string program, Place place, string command, string? read)
    {
        string name = "relay" + Guid.NewGuid().ToString("N");
        await using Shim shim = await Shim.LaunchAsync(program, place, name);
        long start = Stopwatch.GetTimestamp();
        await shim.StartAsync(command);
        await shim.ExitAsync();
        double rate = Megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        int dirty = shim.Weigh().PrivateDirty;
        if (read is not null) await ReadAsync(shim.LogDirectory, read);
        Directory.Delete(shim.LogDirectory, recursive: true);
        return (rate, dirty);
    }

    private static async Task ReadAsync(string directory, string what)
    {
        using var reader = new LogReader(directory, new LogQuery());
        long start = Stopwatch.GetTimestamp();
        long bytes = 0;
        while (await reader.ReadChunkAsync() is { } chunk) bytes += chunk.Data.Length;
        double rate = bytes / 1048576.0 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"reading raw, {what.Replace(" to ", " from "),-22} {rate,8:F0} MB/s of {bytes / 1048576} MB");
    }

    // What two of the smallest programs there are make of the same work, without records.
    private static async Task<double> BareRateAsync(Place place, string command)
    {
        string file = place.FilePath("bare");
        long start = Stopwatch.GetTimestamp();
        using (var shell = Process.Start("/bin/sh", ["-c", $"{command} | cat > {file}"])) await shell.WaitForExitAsync();
        double rate = Megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds;
        File.Delete(file);
        return rate;
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
