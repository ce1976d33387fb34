using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>
/// The rows of an IDX file, the format MNIST comes in: two zero bytes, a type, the number of dimensions, each
/// dimension as a big-endian 32-bit number, then the values. The first dimension counts the rows, the others
/// together make one vector column, <c>pixels</c>; a labels file beside it gives the column <c>label</c>.
/// Source: LeCun, Cortes, Burges, "The MNIST database of handwritten digits", the format's description.
/// </summary>
internal sealed class IdxRows : RowReader
{
    private const int MaximumWidth = 1 << 24;
    private const int TrustedLength = 1 << 29;
    private readonly Values _images;
    private readonly Values? _labels;
    private readonly float[] _pixels;
    private readonly float[] _label = new float[1];
    private long _row;

    public IdxRows(Stream images, Stream? labels)
    {
        _images = new Values(images, "images");
        _labels = labels is null ? null : new Values(labels, "labels");
        if (_labels is { Width: not 1 })
        {
            throw new DataException($"The labels file has {_labels.Width} values a row; labels have one.", column: "label");
        }

        if (_labels is not null && _labels.Count != _images.Count)
        {
            throw new DataException($"There are {_images.Count} images and {_labels.Count} labels; the two files do not belong together.");
        }

        _pixels = new float[_images.Width];
    }

    public override long Line => _row;

    public override long? RowCount => _images.Count;

    public override int FieldCount => _labels is null ? 1 : 2;

    public override string GetName(int ordinal) => ordinal == 0 ? (_images.Width == 1 ? "value" : "pixels") : "label";

    public override int GetWidth(int ordinal) => ordinal == 0 ? _images.Width : 1;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => ordinal == 0 && _images.Width > 1 ? typeof(float[]) : typeof(float);

    public override object GetValue(int ordinal) =>
        ordinal == 1 ? _label[0] : _images.Width == 1 ? _pixels[0] : _pixels.Clone();

    public override ReadOnlySpan<float> GetVector(int ordinal) => ordinal == 0 ? _pixels : _label;

    public override bool IsDBNull(int ordinal) => false;

    public override bool Read()
    {
        if (_row == _images.Count)
        {
            return false;
        }

        _row++;
        _images.Read(_pixels, _row);
        _labels?.Read(_label, _row);
        return true;
    }

    /// <summary>
    /// All rows at once where images and labels are bytes and none was read yet; else null. The images stay bytes.
    /// </summary>
    /// <param name="rowsRead">Told now and then how many rows were read.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataException">A file ends too early; the message names the first row that is not there.</exception>
    public Table? ReadTable(IProgress<long>? rowsRead, CancellationToken cancellationToken)
    {
        if (_row > 0 || !_images.AreBytes || _images.Width == 1 || _labels is { AreBytes: false })
        {
            return null;
        }

        byte[]? labels = null;
        DataException? endOfLabels = null;
        var rows = _images.Count;
        try
        {
            labels = _labels?.ReadRows(rows, null, cancellationToken);
        }
        catch (DataException fault) when (fault.Row is { } row)
        {
            // An image that is missing in an earlier row, or in the same one, is named first.
            (endOfLabels, rows) = (fault, row);
        }

        var images = _images.ReadRows(rows, rowsRead, cancellationToken);
        if (endOfLabels is not null)
        {
            throw endOfLabels;
        }

        _row = rows;
        rowsRead?.Report(rows);
        var lines = new LineNumbers();
        lines.AddRows(1, (int)rows);
        var pixels = new VectorColumn(GetName(0), images, (int)rows, _images.Width);
        return labels is null
            ? new Table([pixels], lines, Notices)
            : new Table([pixels, new NumberColumn(GetName(1), Array.ConvertAll(labels[..(int)rows], label => (float)label))], lines, Notices);
    }

    public override void Close()
    {
        _images.Close();
        _labels?.Close();
        base.Close();
    }

    private sealed class Values
    {
        private readonly Stream _stream;
        private readonly byte _type;
        private readonly byte[] _bytes;
        private readonly string _what;

        public Values(Stream stream, string what)
        {
            _stream = new BufferedStream(stream, 1 << 16);
            _what = what;
            Span<byte> head = stackalloc byte[4];
            Fill(head, 0);
            var dimensions = head[3];
            _type = head[2];
            var size = _type switch
            {
                0x08 or 0x09 => 1,
                0x0B => 2,
                0x0C or 0x0D => 4,
                0x0E => 8,
                _ => throw new DataException($"The {what} file has the value type 0x{_type:X2}, which IDX does not have."),
            };
            if (head[0] != 0 || head[1] != 0 || head[3] == 0)
            {
                throw new DataException($"The {what} file does not begin as an IDX file does (two zero bytes, a type, the number of dimensions).");
            }

            Span<byte> number = stackalloc byte[4];
            var width = 1L;
            for (var dimension = 0; dimension < dimensions; dimension++)
            {
                Fill(number, 0);
                var length = BinaryPrimitives.ReadUInt32BigEndian(number);
                Count = dimension == 0 ? length : Count;
                width = dimension == 0 ? 1 : width * length;
                if (width is 0 or > MaximumWidth || Count > int.MaxValue)
                {
                    throw new DataException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"The {what} file claims {Count} rows of {width} values; between 1 and {MaximumWidth} values a row are read."));
                }
            }

            Width = (int)width;
            _bytes = new byte[Width * size];
        }

        public long Count { get; }

        public bool AreBytes => _type == 0x08;

        public int Width { get; }

        public void Read(Span<float> values, long row)
        {
            Fill(_bytes, row);
            ReadOnlySpan<byte> bytes = _bytes;
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = _type switch
                {
                    0x08 => bytes[i],
                    0x09 => (sbyte)bytes[i],
                    0x0B => BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]),
                    0x0C => BinaryPrimitives.ReadInt32BigEndian(bytes[(4 * i)..]),
                    0x0D => BinaryPrimitives.ReadSingleBigEndian(bytes[(4 * i)..]),
                    _ => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes[(8 * i)..]),
                };
            }
        }

        /// <summary>The next rows as bytes. What a file claims is not trusted beyond 512 MiB: more memory is taken as it is filled.</summary>
        public byte[] ReadRows(long rows, IProgress<long>? rowsRead, CancellationToken cancellationToken)
        {
            var total = rows * Width;
            if (total > Array.MaxLength)
            {
                throw new DataException(string.Create(
                    CultureInfo.InvariantCulture, $"{rows} {_what} of {Width} numbers do not fit into memory. Take fewer rows."));
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(total, TrustedLength));
            var rowsAtOnce = Math.Max(1, (1 << 22) / Width);
            for (var row = 0L; row < rows;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var end = (int)Math.Min(rows, row + rowsAtOnce) * Width;
                if (end > bytes.Length)
                {
                    Array.Resize(ref bytes, (int)Math.Min(total, Math.Max(end, 2L * bytes.Length)));
                }

                var start = (int)row * Width;
                Fill(bytes.AsSpan(start, end - start), row + 1);
                row = end / Width;
                rowsRead?.Report(row);
            }

            return bytes;
        }

        public void Close() => _stream.Dispose();

        /// <summary>Fills a span with the bytes of one row or more, of which <paramref name="row"/> is the first; 0 for the head.</summary>
        private void Fill(Span<byte> bytes, long row)
        {
            var count = 0;
            try
            {
                for (int read; count < bytes.Length; count += read)
                {
                    read = _stream.Read(bytes[count..]);
                    if (read == 0)
                    {
                        throw new EndOfStreamException();
                    }
                }
            }
            catch (EndOfStreamException e)
            {
                row += row == 0 ? 0 : count / Width;
                throw new DataException(
                    row == 0 ? $"The {_what} file ends within its head." : $"The {_what} file ends within row {row} of {Count}.",
                    row == 0 ? null : row,
                    inner: e);
            }
            catch (InvalidDataException e)
            {
                row += row == 0 ? 0 : count / Width;
                throw new DataException($"The compressed {_what} file is damaged: {e.Message}", row == 0 ? null : row, inner: e);
            }
        }
    }
}
