using System.Text;
using ActorEngine.Linux;

namespace ActorEngine.Images.Tests;

/// <summary>Sparse files in every form that GNU tar writes.</summary>
public sealed class SparseFileTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();

    public void Dispose() => temporary.Dispose();

    [Theory]
    [InlineData("--format=gnu", 3)]
    [InlineData("--format=gnu", 60)]
    [InlineData("--format=posix --sparse-version=0.0", 60)]
    [InlineData("--format=posix --sparse-version=0.1", 60)]
    [InlineData("--format=posix --sparse-version=1.0", 3)]
    [InlineData("--format=posix --sparse-version=1.0", 200)]
    public void A_file_with_holes_comes_out_as_it_went_in(string format, int pieces)
    {
        Shell.Run($$"""
            mkdir in; cd in; truncate -s 40M holes; mkdir "$(printf 'd%.0s' {1..150})"
            for i in $(seq {{pieces}}); do printf "piece $i" | dd of=holes bs=1 seek=$((i * 190000)) conv=notrunc status=none; done
            truncate -s 5M empty; cp --sparse=always holes "$(printf 'd%.0s' {1..150})/again"; echo plain > plain
            tar --sparse {{format}} -cf ../sparse.tar .
            """, temporary.Path);
        Assert.True(new FileInfo(temporary["sparse.tar"]).Length < 20_000_000);
        Extract(File.ReadAllBytes(temporary["sparse.tar"]));
        string Sums(string directory) => Shell.Run($"cd {directory}; find . -type f -exec sha256sum {{}} + | LC_ALL=C sort", temporary.Path);
        Assert.Equal(Sums("in"), Sums("out"));
        Assert.True(FileStat.Of(temporary["out/holes"])!.Value.Blocks * 512 < 20_000_000);
    }

    [Theory]
    [InlineData("5,3,1,3")]
    [InlineData("0,3,2,3")]
    [InlineData("0,30")]
    [InlineData("0,x")]
    [InlineData("0")]
    [InlineData("9223372036854775807,9223372036854775807")]
    public void A_map_that_is_out_of_order_or_out_of_the_file_is_refused(string map)
    {
        byte[] tar = new TarBuilder().Pax('x', ("GNU.sparse.size", "10"), ("GNU.sparse.map", map)).File("f", "abcdef").Build();
        Assert.Contains("sparse", Assert.Throws<FaultException>(() => Extract(tar)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1\n0\n99999999\n")]
    [InlineData("99999999999\n")]
    [InlineData("-1\n")]
    [InlineData("\n\n")]
    [InlineData("no map at all")]
    public void A_map_in_the_data_that_does_not_fit_it_is_refused(string head)
    {
        byte[] data = [.. Encoding.ASCII.GetBytes(head).Concat(new byte[512]).Take(512), .. "abc"u8];
        byte[] tar = new TarBuilder().Pax('x', ("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.realsize", "100"), ("GNU.sparse.name", "f")).Entry('0', "x", data).Build();
        Assert.Contains("sparse", Assert.Throws<FaultException>(() => Extract(tar)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_file_counts_with_its_holes_towards_the_bound_of_a_layer()
    {
        byte[] tar = new TarBuilder().Pax('x', ("GNU.sparse.size", "9000000000000000000"), ("GNU.sparse.map", "0,1")).File("f", "a").Build();
        Assert.Contains("bomb", Assert.Throws<FaultException>(() => Extract(tar)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_name_does_not_lead_out()
    {
        byte[] tar = new TarBuilder().Pax('x', ("GNU.sparse.size", "1"), ("GNU.sparse.map", "0,1"), ("GNU.sparse.name", "../out")).File("f", "a").Build();
        Assert.Contains("'..'", Assert.Throws<FaultException>(() => Extract(tar)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_of_incremental_archives_and_stars_prefix_are_read()
    {
        byte[] star = new byte[512];
        "short"u8.CopyTo(star);
        "0000644\0"u8.CopyTo(star.AsSpan(100));
        "00000000000\0"u8.CopyTo(star.AsSpan(124));
        star[156] = (byte)'0';
        "ustar\000"u8.CopyTo(star.AsSpan(257));
        "prefix"u8.CopyTo(star.AsSpan(345));
        "14000000000 14000000000 "u8.CopyTo(star.AsSpan(476));
        "tar\0"u8.CopyTo(star.AsSpan(508));
        Extract(new TarBuilder().Entry('D', "dump", "Yfile\0\0"u8.ToArray(), mode: 0x1ed).File("dump/file", "x").Raw(TarBuilder.Checksummed(star)).Build());
        Assert.Equal("x", File.ReadAllText(temporary["out/dump/file"]));
        Assert.True(File.Exists(temporary["out/prefix/short"]));
    }

    private void Extract(byte[] tar)
    {
        Directory.CreateDirectory(temporary["out"]);
        using var extractor = new LayerExtractor(temporary["out"], new ArchiveLimits());
        extractor.Extract(new TarReader(new MemoryStream(tar), new ArchiveLimits()), CancellationToken.None);
    }
}
