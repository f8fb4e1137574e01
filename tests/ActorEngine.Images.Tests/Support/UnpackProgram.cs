using System.Diagnostics;
using System.Globalization;

namespace ActorEngine.Images.Tests;

/// <summary>Prints how long a layer takes to be taken in, its digests included, in milliseconds: <c>unpack DIRECTORY TAR ROUNDS</c>, one line a round.</summary>
internal static class UnpackProgram
{
    public static int Run(string directory, string tar, int rounds)
    {
        var layout = new StoreLayout(directory);
        layout.CreateRoot();
        layout.Create();
        for (int i = 0; i < rounds; i++)
        {
            using var area = new StagingArea(layout, new ContentPins());
            using FileStream content = File.OpenRead(tar);
            long start = Stopwatch.GetTimestamp();
            new LayerIntake(area, new ArchiveLimits(), CancellationToken.None).Take(content);
            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalMilliseconds.ToString("f0", CultureInfo.InvariantCulture));
            area.Dispose();
            layout.EmptyTrash();
        }

        return 0;
    }
}
