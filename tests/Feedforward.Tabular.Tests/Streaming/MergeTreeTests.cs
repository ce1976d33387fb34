using Feedforward.Training;

namespace Feedforward.Tabular.Tests.Streaming;

public class MergeTreeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(63, 32)]
    [InlineData(64, 64)]
    [InlineData(1_000_000, 64)]
    public void PiecesAreAPowerOfTwoThatBlocksFill(int blocks, int pieces) => Assert.Equal(pieces, MergeTree<Words>.Pieces(blocks));

    /// <summary>Words in brackets show who was merged with whom.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(11)]
    public void WhoIsMergedWithWhomDoesNotDependOnWhoReadWhat(int ranks)
    {
        var all = new MergeTree<Words>(() => new Words());
        for (var rank = 0; rank < ranks; rank++)
        {
            var own = new MergeTree<Words>(() => new Words());
            var (first, end) = ShardTree.ShardsOf(8, rank, ranks);
            for (var piece = first; piece < end; piece++)
            {
                own.Open.Add($"{piece}");
                own.Close(piece);
            }

            var bytes = new MemoryStream();
            own.Write(new BinaryWriter(bytes));
            bytes.Position = 0;
            all.Take(new BinaryReader(bytes));
        }

        Assert.Equal("(((0 1) (2 3)) ((4 5) (6 7)))", all.Whole.Text);
    }

    private sealed class Words : IMergeable
    {
        public string Text { get; private set; } = "";

        public void Add(string word) => Text += word;

        public void Write(BinaryWriter writer) => writer.Write(Text);

        public void Merge(BinaryReader reader)
        {
            var text = reader.ReadString();
            Text = Text.Length == 0 ? text : $"({Text} {text})";
        }
    }
}
